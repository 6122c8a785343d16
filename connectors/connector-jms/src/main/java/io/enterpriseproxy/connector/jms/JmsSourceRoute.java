package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Intake;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;

/**
 * A queue's way into the ledger: a batch of messages, one submission, one acknowledgement.
 *
 * <p>
 * A batch that is not answered in full comes this way again, from {@link JmsReader}, until it is.
 */
final class JmsSourceRoute extends RouteBuilder {
    private final String mapping;
    private final JmsBatchEndpoint batches;
    private final Intake intake;

    JmsSourceRoute(String mapping, JmsBatchEndpoint batches, Intake intake) {
        this.mapping = mapping;
        this.batches = batches;
        this.intake = intake;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(batches).routeId(mapping).autoStartup(false)
                .process(exchange -> batch(exchange).handIn(intake))
                .process(exchange -> batch(exchange).acknowledge());
    }

    private static JmsBatch batch(Exchange exchange) throws InvalidPayloadException {
        return exchange.getMessage().getMandatoryBody(JmsBatch.class);
    }
}
