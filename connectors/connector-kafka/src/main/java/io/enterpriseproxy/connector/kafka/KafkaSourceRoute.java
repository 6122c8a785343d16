package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Intake;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;

/**
 * A topic's way into the ledger: what one poll gave, one submission, one acknowledgement of each partition's answered
 * beginning.
 *
 * <p>
 * A batch that is not answered in full comes this way again, from {@link KafkaReader}, until it is.
 */
final class KafkaSourceRoute extends RouteBuilder {
    private final String mapping;
    private final KafkaBatchEndpoint batches;
    private final Intake intake;

    KafkaSourceRoute(String mapping, KafkaBatchEndpoint batches, Intake intake) {
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

    private static KafkaBatch batch(Exchange exchange) throws InvalidPayloadException {
        return exchange.getMessage().getMandatoryBody(KafkaBatch.class);
    }
}
