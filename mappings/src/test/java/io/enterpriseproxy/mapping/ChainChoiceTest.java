package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.junit.jupiter.api.Test;

import static io.enterpriseproxy.mapping.TestMappings.EVENT;
import static io.enterpriseproxy.mapping.TestMappings.INVOICE;
import static io.enterpriseproxy.mapping.TestMappings.call;
import static io.enterpriseproxy.mapping.TestMappings.compile;
import static io.enterpriseproxy.mapping.TestMappings.event;
import static io.enterpriseproxy.mapping.TestMappings.faults;
import static io.enterpriseproxy.mapping.TestMappings.problem;
import static org.assertj.core.api.Assertions.assertThat;

/** The chain of a call, chosen for each event among those of a closed list. */
class ChainChoiceTest {
    private static final String CHOICE = INVOICE.replace("chain: main",
            "chain: { choose: \"confidential ? 'side' : 'main'\", among: [main, side] }")
            .replace("contract: invoice-registry", "contract: shared-registry");

    private final CompiledMapping mapping = compile(CHOICE);

    @Test
    void eachEventGoesToTheChainThatTheExpressionNamesAndToTheContractsAddressThere() {
        MappedCall open = call(mapping, event(EVENT));
        MappedCall confidential = call(mapping, event(EVENT.replace("{\"invoiceNo\"",
                "{\"confidential\": true, \"invoiceNo\"")));

        assertThat(open.chain()).isEqualTo("main");
        assertThat(open.to()).isEqualTo(TestEnvironment.REGISTRY);
        assertThat(confidential.chain()).isEqualTo("side");
        assertThat(confidential.to()).isEqualTo(TestEnvironment.SIDE_REGISTRY);
    }

    @Test
    void sendersAreKnownOnEachChainThatMayBeChosen() {
        assertThat(mapping.senders("main")).containsExactly("erp-ap");
        assertThat(mapping.senders("side")).containsExactly("erp-ap");
        assertThat(mapping.senders("elsewhere")).isEmpty();
    }

    @Test
    void chainThatIsNotOnTheListIsRefused() {
        CompiledMapping free = compile(CHOICE.replace("confidential ? 'side' : 'main'", "target"));

        Problem other = problem(free,
                event(EVENT.replace("{\"invoiceNo\"", "{\"target\": \"elsewhere\", \"invoiceNo\"")));
        assertThat(other.code()).isEqualTo(ProblemCode.EXPRESSION_FAILED);
        assertThat(other.place()).isEqualTo("call.chain.choose");
        assertThat(other.found()).isEqualTo("elsewhere");
        assertThat(other.expected()).isEqualTo("one of main, side");
        assertThat(problem(free, event(EVENT)).found()).isEqualTo("nothing");
    }

    @Test
    void everyChainOfTheListIsCheckedBeforehand() {
        assertThat(faults(CHOICE.replace("[main, side]", "[main, sied]")))
                .containsExactly("m.yaml:9: call.chain.among[1]: there is no chain sied; did you mean side?");
        assertThat(faults(CHOICE.replace("shared-registry", "invoice-registry"))).containsExactly(
                "m.yaml:10: call.contract: the contract invoice-registry has no address on the chain side");
        assertThat(faults(CHOICE + "  feePayer: erp-ap\n")).singleElement().asString()
                .contains("transactions of the chain side have no fee payer");
    }

    @Test
    void choiceThatIsNoneIsRefused() {
        assertThat(faults(CHOICE.replace("[main, side]", "[main]"))).singleElement().asString()
                .contains("expected two chains or more to choose among, or chain: NAME");
        assertThat(faults(CHOICE.replace("[main, side]", "[main, side, main]"))).singleElement().asString()
                .contains("or one twice");
        assertThat(faults(CHOICE.replace("choose: \"confidential ? 'side' : 'main'\", ", ""))).singleElement()
                .asString().contains("choose");
        assertThat(faults(CHOICE.replace("confidential ? 'side' : 'main'", "confidential ? ("))).isNotEmpty();
    }
}
