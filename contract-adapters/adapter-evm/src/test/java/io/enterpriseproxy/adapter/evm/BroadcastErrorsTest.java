package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.AlreadyKnown;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.BroadcastOutcome.Refused;
import io.enterpriseproxy.chain.BroadcastOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

class BroadcastErrorsTest {
    @ParameterizedTest(name = "{0} says \"{2}\": {3}")
    @CsvFileSource(resources = "broadcast-errors.csv", useHeadersInDisplayName = true, numLinesToSkip = 1)
    void textOfEachClientIsUnderstood(String client, long code, String text, String meaning) {
        // When
        BroadcastOutcome outcome = BroadcastErrors.outcome(error(code, text));

        // Then
        if (meaning.equals("ALREADY_KNOWN")) {
            assertThat(outcome).isEqualTo(new AlreadyKnown());
        } else {
            assertThat(outcome).isEqualTo(
                    new Refused(Refusal.valueOf(meaning), "error " + code + ": " + text));
        }
        assertThat(BroadcastErrors.isKnown(error(code, text))).isEqualTo(meaning.equals("ALREADY_KNOWN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Internal error", "daily request count exceeded, request rate limited",
            "request timed out", "Initial sync is still in progress"})
    void faultOfTheNodeSaysNothingOfTheTransaction(String text) {
        assertThat(BroadcastErrors.outcome(error(-32603, text))).isInstanceOf(Unknown.class);
    }

    @Test
    void textIsShownInOneLineAndShortened() {
        // Given
        RpcError error = error(-32000, "invalid sender\r\n\u0007" + "x".repeat(10_000));

        // Then
        assertThat(BroadcastErrors.outcome(error)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.message()).startsWith("error -32000: invalid sender x")
                        .hasSizeLessThan(400).doesNotContain("\n", "\r", "\u0007"));
    }

    private static RpcError error(long code, String text) {
        return new RpcError(code, text, MissingNode.getInstance());
    }
}
