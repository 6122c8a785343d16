package io.enterpriseproxy.connector.jms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

/** A JMS broker, under {@code connections:}. */
public record JmsConnectionSettings(
        @JsonPropertyDescription("where the broker listens, for example tcp://mq.example:61616; Artemis' own options may follow") String url,
        @JsonPropertyDescription("user name at the broker") @Nullable String username,
        @JsonPropertyDescription("password at the broker") @Nullable Secret password,
        @JsonProperty(defaultValue = "131072") @JsonPropertyDescription("bytes that the broker may send ahead to one consumer; 0 for none. What is sent ahead is not seen by other consumers, and is redelivered if this process dies") int windowSize) {
    public JmsConnectionSettings {
        if (!url.contains("://")) {
            throw new IllegalArgumentException("url: expected the address of a broker, such as tcp://mq.example:61616");
        }
        if (windowSize < 0) {
            throw new IllegalArgumentException("window-size: found " + windowSize + "; expected 0 or more bytes");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("username and password: expected both or none");
        }
    }

    /** The address without its options, which may name secrets. */
    String address() {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }
}
