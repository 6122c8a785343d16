package io.enterpriseproxy.connector.jms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.TargetSettings;
import org.jspecify.annotations.Nullable;

/** Where results go, under {@code jms:} of a mapping's {@code writeBack}. */
public record JmsTargetSettings(
        @JsonPropertyDescription("name of a jms connection of the configuration") String connection,
        @JsonPropertyDescription("name of the queue, or topic://NAME; with reply, where results go whose event named no reply address") @Nullable String destination,
        @JsonProperty(defaultValue = "false") @JsonPropertyDescription("send to the JMSReplyTo of the event") boolean reply)
        implements
            TargetSettings {
    public JmsTargetSettings {
        if (!reply && (destination == null || destination.isBlank())) {
            throw new IllegalArgumentException("destination: expected a queue's name, or reply: true");
        }
    }

    @Override
    public String place() {
        return destination + (reply ? " or the reply address" : "");
    }
}
