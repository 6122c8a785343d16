package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Log;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecodedEventTest {
    private static final Address TOKEN = Address.parse("0xdac17f958d2ee523a2206206994597c13d831ec7");
    private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    private static final String FROM = "0x000000000000000000000000" + "11".repeat(20);
    private static final String TO = "0x000000000000000000000000" + "22".repeat(20);
    private static final String FIVE = "0x" + "00".repeat(31) + "05";
    private static final ContractAbi ABI = ContractAbi.parse("""
            [{"type":"event","name":"Transfer","inputs":[{"name":"from","type":"address","indexed":true},
               {"name":"to","type":"address","indexed":true},{"name":"value","type":"uint256","indexed":false}]},
             {"type":"event","name":"Transfer","inputs":[{"name":"from","type":"address","indexed":true},
               {"name":"to","type":"address","indexed":true},{"name":"tokenId","type":"uint256","indexed":true}]},
             {"type":"event","name":"Noted","inputs":[{"name":"","type":"bool"},
               {"name":"note","type":"string","indexed":true},{"name":"pair","type":"uint8[2]","indexed":true},
               {"name":"text","type":"string"},{"name":"kind","type":"int8","indexed":true}]}]""");

    @Test
    void transferOfATokenIsRead() {
        assertThat(ABI.events(List.of(new Log(TOKEN, List.of(TRANSFER, FROM, TO), FIVE, 7)), TOKEN))
                .containsExactly(new DecodedEvent("Transfer", TOKEN, 7, Map.of("from", "0x" + "11".repeat(20), "to",
                        "0x" + "22".repeat(20), "value", "5")));
    }

    @Test
    void eventsThatDifferInWhatIsIndexedAreToldApart() {
        assertThat(ABI.events(List.of(new Log(TOKEN, List.of(TRANSFER, FROM, TO, FIVE), "0x", 0)), TOKEN))
                .singleElement()
                .satisfies(event -> assertThat(event.arguments()).containsEntry("tokenId", "5"));
    }

    @Test
    void indexedValueOfADynamicTypeIsItsHash() {
        // Given
        String topic = hash("Noted(bool,string,uint8[2],string,int8)");
        String data = "0x" + "00".repeat(31) + "01" + "00".repeat(31) + "40" + "00".repeat(31) + "02" + "6869"
                + "00".repeat(30);
        // When
        List<DecodedEvent> events = ABI.events(List.of(
                new Log(TOKEN, List.of(topic, hash("note"), hash("pair"), "0x" + "ff".repeat(32)), data, 0)), TOKEN);
        // Then
        assertThat(events).singleElement()
                .satisfies(event -> assertThat(event.arguments())
                        .containsExactly(Map.entry("0", true), Map.entry("note", hash("note")),
                                Map.entry("pair", hash("pair")), Map.entry("text", "hi"), Map.entry("kind", "-1")));
    }

    @Test
    void logsThatAreNotThisContractsEventsAreLeftOut() {
        List<Log> logs = List.of(new Log(OTHER, List.of(TRANSFER, FROM, TO), FIVE, 0),
                new Log(TOKEN, List.of(), FIVE, 1),
                new Log(TOKEN, List.of(hash("Unheard()")), "0x", 2),
                new Log(TOKEN, List.of(TRANSFER, FROM), FIVE, 3),
                new Log(TOKEN, List.of(TRANSFER, FROM, TO), "0x05", 4),
                new Log(TOKEN, List.of(TRANSFER, "0x" + "ff".repeat(32), TO), FIVE, 5),
                new Log(TOKEN, List.of(TRANSFER, FROM, TO), FIVE, 6));
        assertThat(ABI.events(logs, TOKEN)).extracting(DecodedEvent::logIndex).containsExactly(6);
    }

    @Test
    void anEventThatIsReadByItselfSaysOfAHashThatItIsOne() {
        String topic = hash("Noted(bool,string,uint8[2],string,int8)");
        String data = "0x" + "00".repeat(31) + "01" + "00".repeat(31) + "40" + "00".repeat(31) + "02" + "6869"
                + "00".repeat(30);
        AbiEvent noted = ABI.event("Noted").orElseThrow();
        assertThat(noted.topic()).isEqualTo(topic);
        assertThat(noted.arguments(
                new Log(TOKEN, List.of(topic, hash("note"), hash("pair"), "0x" + "ff".repeat(32)), data, 0)))
                .containsExactly(Map.entry("0", true), Map.entry("note", Map.of("hash", hash("note"))),
                        Map.entry("pair", Map.of("hash", hash("pair"))), Map.entry("text", "hi"),
                        Map.entry("kind", "-1"));
        assertThatThrownBy(() -> noted.arguments(new Log(TOKEN, List.of(TRANSFER, FROM, TO), FIVE, 0)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 topics");
        assertThatThrownBy(() -> noted.arguments(
                new Log(TOKEN, List.of(topic, hash("note"), hash("pair"), "0x" + "ff".repeat(32)), "0x05", 0)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("do not decode");
    }

    @Test
    void valuesOfIndexedParametersBecomeTopics() {
        AbiEvent noted = ABI.event("Noted(bool, string, uint8[2], string, int8)").orElseThrow();
        assertThat(noted.indexed()).containsExactly("note", "pair", "kind");
        assertThat(noted.topicOf("note", "note")).isEqualTo(new AbiEvent.TopicOutcome.Topic(hash("note")));
        assertThat(noted.topicOf("kind", -1))
                .isEqualTo(new AbiEvent.TopicOutcome.Topic("0x" + "ff".repeat(32)));
        assertThat(noted.topicOf("kind", 128)).isInstanceOf(AbiEvent.TopicOutcome.Refused.class);
        assertThat(noted.topicOf("pair", List.of(1, 2))).isInstanceOf(AbiEvent.TopicOutcome.Refused.class);
    }

    private static String hash(String text) {
        return Hex.encode(Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
