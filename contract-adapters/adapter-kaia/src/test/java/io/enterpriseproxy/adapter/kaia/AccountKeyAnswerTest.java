package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signatories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountKeyAnswerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Address ACCOUNT = Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");
    /** Of the private keys 1 and 2. */
    private static final Address ONE = Address.parse("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
    private static final Address TWO = Address.parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
    private static final String POINT_ONE = """
            {"x": "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
             "y": "0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"}""";
    private static final String POINT_TWO = """
            {"x": "0xc6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
             "y": "0x1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a"}""";
    private static final String TWO_OF_THREE = """
            {"keyType": 4, "key": {"threshold": 3, "keys": [{"weight": 2, "key": %s}, {"weight": 1, "key": %s}]}}"""
            .formatted(POINT_ONE, POINT_TWO);

    private static Signatories read(String answer, AccountRole role) {
        return AccountKeyAnswer.read(JSON.readTree(answer), ACCOUNT, role);
    }

    @Test
    void accountWithoutAKeyOfItsOwnHasThatOfItsAddress() {
        assertThat(read("{\"keyType\": 1, \"key\": {}}", AccountRole.TRANSACTION)).isEqualTo(Signatories.of(ACCOUNT));
    }

    @Test
    void otherKeysSignAsTheChainSays() {
        assertThat(read("{\"keyType\": 2, \"key\": " + POINT_TWO + "}", AccountRole.TRANSACTION))
                .isEqualTo(Signatories.of(TWO));
        assertThat(read("{\"keyType\": 3, \"key\": {}}", AccountRole.TRANSACTION).accept(List.of(ACCOUNT))).isFalse();
        assertThat(read(TWO_OF_THREE, AccountRole.TRANSACTION))
                .isEqualTo(new Signatories(3, Map.of(ONE, 2L, TWO, 1L)));
    }

    @Test
    void eachRoleHasItsKeyAndOneThatIsLeftOutTheFirst() {
        String roles = "{\"keyType\": 5, \"key\": [{\"keyType\": 2, \"key\": " + POINT_ONE + "}, " + TWO_OF_THREE
                + "]}";
        assertThat(read(roles, AccountRole.TRANSACTION)).isEqualTo(Signatories.of(ONE));
        assertThat(read(roles, AccountRole.ACCOUNT_UPDATE).threshold()).isEqualTo(3);
        assertThat(read(roles, AccountRole.FEE_PAYER)).isEqualTo(Signatories.of(ONE));
    }

    @Test
    void coordinatesAreQuantitiesWithoutLeadingZeros() {
        String padded = "{\"keyType\": 2, \"key\": {\"x\": \"0x1\", \"y\": \"0x2\"}}";
        assertThat(read(padded, AccountRole.TRANSACTION).weights()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keyType\": 9, \"key\": {}}", "{\"keyType\": 2, \"key\": {}}",
            "{\"keyType\": 4, \"key\": {}}", "{\"keyType\": 5, \"key\": []}",
            "{\"keyType\": 2, \"key\": {\"x\": \"79\", \"y\": \"0x1\"}}"})
    void whatIsNoAccountKeyIsRefused(String answer) {
        assertThatThrownBy(() -> read(answer, AccountRole.TRANSACTION)).isInstanceOf(IllegalArgumentException.class)
                .message().isNotBlank();
    }

    @Test
    void signaturesAreEnoughWhenTheyReachTheThresholdAndAllBelong() {
        Signatories some = new Signatories(3, Map.of(ONE, 2L, TWO, 1L, ACCOUNT, 1L));
        assertThat(some.accept(List.of(ONE, TWO))).isTrue();
        assertThat(some.accept(List.of(TWO, ACCOUNT))).isFalse();
        assertThat(some.accept(List.of(ONE, ONE))).isFalse();
        assertThat(some.accept(List.of(ONE, TWO, Address.parse("0x" + "1".repeat(40))))).isFalse();
    }
}
