package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.MinedLog;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class EventIdsTest {
    @Test
    void theSameLogHasTheSameIdAndEveryOtherAnother() {
        UUID id = EventIds.of("paid", 1, log("0xb1", "0xt1", 0));
        assertThat(EventIds.of("paid", 1, log("0xb1", "0xt1", 0))).isEqualTo(id)
                .isEqualTo(UUID.fromString("6d36c255-0e9a-8dd4-8346-8b29f3e11f17"));
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Set.of(id, EventIds.of("told", 1, log("0xb1", "0xt1", 0)),
                EventIds.of("paid", 2, log("0xb1", "0xt1", 0)), EventIds.of("paid", 1, log("0xb2", "0xt1", 0)),
                EventIds.of("paid", 1, log("0xb1", "0xt2", 0)), EventIds.of("paid", 1, log("0xb1", "0xt1", 1))))
                .hasSize(6);
    }

    private static MinedLog log(String block, String transaction, int index) {
        return new MinedLog(new Log(Address.of(new byte[20]), List.of(), "0x", index), 7, block, transaction);
    }
}
