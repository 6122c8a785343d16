package io.enterpriseproxy.bench.byhand;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

import java.util.List;
import java.util.stream.Stream;

/** The route as a process of its own, which ends by a signal. */
public final class ByHandMain {
    /** Waits for each receipt before the next message of a consumer. */
    public static final String SAFE = "receipt";
    /** Sends and forgets. */
    public static final String FAST = "fast";

    /** Else a consumer that waits for a receipt holds messages that others are free for. */
    private static final String ONE_AT_A_TIME = "?consumerWindowSize=0";

    private ByHandMain() {}

    /**
     * Starts the route.
     *
     * @param words variant, broker's port, user, queue, node's port, chain id, contract, then the senders' private keys:
     *            each has a consumer of its own, so that nonces do not collide
     */
    public static void main(String[] words) throws Exception {
        Web3j node = Web3j.build(new HttpService("http://127.0.0.1:" + words[4]));
        List<Credentials> senders = Stream.of(words).skip(7).map(Credentials::create).toList();
        ContractSender sender = words[0].equals(SAFE)
                ? new ReceiptWaitingSender(node, Long.parseLong(words[5]), words[6], senders)
                : new FastSender(node, Long.parseLong(words[5]), words[6], senders);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(
                broker("tcp://127.0.0.1:" + words[1] + (words[0].equals(SAFE) ? ONE_AT_A_TIME : ""), words[2])));
        camel.addRoutes(route(words[3], senders.size(), sender));
        camel.start();
        System.out.println("ready on port " + words[1]);
        Thread.currentThread().join();
    }

    private static ConnectionFactory broker(String url, String user) {
        return new ActiveMQConnectionFactory(url, user, user);
    }

    private static RouteBuilder route(String queue, int consumers, ContractSender sender) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + queue + "?cacheLevelName=CACHE_CONSUMER&concurrentConsumers=" + consumers)
                        .process(exchange -> sender.send(exchange.getMessage().getMandatoryBody(String.class)));
            }
        };
    }
}
