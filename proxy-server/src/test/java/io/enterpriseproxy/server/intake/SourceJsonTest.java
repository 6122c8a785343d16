package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SourceJsonTest {
    @Test
    void metadataOrderingKeyAndReplyAddressAreKept() {
        ReplyAddress replyTo = new ReplyAddress("ERP.ANSWERS", "c-1");
        String stored = SourceJson
                .write(new SourceEvent("m", new byte[0], Map.of("a", "b"), null, "k", "group-7", replyTo));
        assertThat(SourceJson.metadata(stored)).isEqualTo(Map.of("a", "b"));
        assertThat(SourceJson.orderingKey(stored)).isEqualTo("group-7");
        assertThat(SourceJson.replyTo(stored)).isEqualTo(replyTo);
    }

    @Test
    void rowOfAnEarlierVersionIsRead() {
        String stored = "{\"metadata\":{\"a\":\"b\"},\"replyTo\":null}";
        assertThat(SourceJson.metadata(stored)).isEqualTo(Map.of("a", "b"));
        assertThat(SourceJson.orderingKey(stored)).isNull();
        assertThat(SourceJson.orderingKey(null)).isNull();
    }

    @Test
    void orderingKeyAloneIsKept() {
        SourceEvent event = new SourceEvent("m", new byte[0], Map.of(), null, "k", "group-7", null);
        assertThat(SourceJson.orderingKey(SourceJson.write(event))).isEqualTo("group-7");
    }

    @Test
    void clientIsWhoWasProvenAndNotWhomThePropertiesOfAMessageName() {
        SourceEvent event = new SourceEvent("m", new byte[0], Map.of("client", "erp"), null, "k", null, null);
        assertThat(SourceJson.client(SourceJson.write(event))).isNull();
        assertThat(SourceJson.client(SourceJson.write(event.sentBy("shop")))).isEqualTo("shop");
        String edited = SourceJson.editedBy(SourceJson.write(event.sentBy("shop")), "ops");
        assertThat(SourceJson.client(edited)).isEqualTo("ops");
        assertThat(SourceJson.metadata(edited)).isEqualTo(event.metadata());
    }
}
