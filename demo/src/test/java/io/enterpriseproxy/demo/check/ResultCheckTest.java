package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.demo.erp.ErpResult;
import io.enterpriseproxy.demo.event.BusinessEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

final class ResultCheckTest {
    private static final String TABLE = "table invoice";
    private static final String HTTP = "http /invoices/chain-status";

    private final Books chain = new Books();
    private final List<BusinessEvent> events = List.of(TwoOfEach.INVOICE, TwoOfEach.POSTED_AGAIN);
    private final List<ErpResult> results = new ArrayList<>(List.of(
            new ErpResult(TABLE, "5105600101", "5105600101", true, "", "0xabc"),
            new ErpResult(HTTP, "5105600101", "id.2", true, "", "0xabc"),
            new ErpResult(TABLE, "5105600901", "5105600901", false, "AP-409", "")));

    ResultCheckTest() {
        chain.transactions.put("0xabc", true);
    }

    @Test
    void expectedResultInEachSystemAgrees() {
        assertThat(differences()).isEmpty();
        assertThat(summary().agrees()).isTrue();
        assertThat(summary().line()).isEqualTo("demo: 2 events, 1 confirmed, 2 written back, 0 lost");
        assertThat(summary().refusals())
                .isEqualTo("refused by the contracts: 1 rejected (AP-409 x1), 0 reverted");
    }

    @Test
    void deliveryThatIsRepeatedCountsOnce() {
        results.add(results.get(1));

        assertThat(differences()).isEmpty();
    }

    @Test
    void secondResultOfOneEventIsFound() {
        results.add(new ErpResult(HTTP, "5105600101", "id.3", true, "", "0xabc"));

        assertThat(differences()).containsExactly("invoice 5105600101: results: expected 2, found 3");
    }

    @Test
    void eventWithoutItsResultIsLost() {
        results.removeLast();

        assertThat(differences()).containsExactly(
                "invoice 5105600901: systems with its result: expected [table invoice], found []");
        assertThat(summary().agrees()).isFalse();
        assertThat(summary().line()).isEqualTo("demo: 2 events, 1 confirmed, 1 written back, 1 lost");
    }

    @Test
    void resultThatMissesOneOfItsSystemsIsLost() {
        results.remove(1);

        assertThat(summary().line()).isEqualTo("demo: 2 events, 1 confirmed, 1 written back, 1 lost");
    }

    @Test
    void wrongErpCodeIsFound() {
        results.set(2, new ErpResult(TABLE, "5105600901", "5105600901", false, "AP-500", ""));

        assertThat(differences())
                .containsExactly("invoice 5105600901 in table invoice: ERP code: expected AP-409, found AP-500");
    }

    @Test
    void resultThatTheChainDoesNotConfirmIsFound() {
        chain.transactions.clear();

        assertThat(differences()).hasSize(2)
                .allMatch(difference -> difference.endsWith("expected Optional[true], found Optional.empty"));
    }

    @Test
    void resultOfAnEventThatNobodySentIsFound() {
        results.add(new ErpResult(TABLE, "5105699999", "5105699999", true, "", ""));

        assertThat(differences()).singleElement().asString().startsWith("results of events that nobody sent");
    }

    @Test
    void callTooManyIsFound() {
        assertThat(new ResultCheck(chain).compare(outcomes(), 3).differences())
                .containsExactly("calls: expected 2, found 3");
    }

    private List<String> differences() {
        return new ResultCheck(chain).compare(outcomes(), 2).differences();
    }

    private Summary summary() {
        return Summary.of(outcomes(), List.of(new ResultCheck(chain).compare(outcomes(), 2)));
    }

    private Outcomes outcomes() {
        Map<String, String> statuses = Map.of("5105600101", "confirmed", "5105600901", "rejected");
        return Outcomes.of(events, event -> statuses.getOrDefault(event.key(), ""), results);
    }
}
