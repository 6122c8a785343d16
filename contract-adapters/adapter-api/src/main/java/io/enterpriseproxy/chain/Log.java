package io.enterpriseproxy.chain;

import java.util.List;

/**
 * An event that a contract emitted.
 *
 * @param topics 0x-hex of 32 bytes each; the first is the event's signature hash unless it is anonymous
 * @param data 0x-hex
 */
public record Log(Address address, List<String> topics, String data, int index) {
    public Log {
        topics = List.copyOf(topics);
    }
}
