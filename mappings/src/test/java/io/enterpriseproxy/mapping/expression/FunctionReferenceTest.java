package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class FunctionReferenceTest {
    static Stream<MappingFunction.Example> examples() {
        return FunctionSet.all(AddressBook.EMPTY).flatMap(function -> function.examples().stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleGivesItsResult(MappingFunction.Example example) {
        Expression expression = TestExpressions.compile(example.expression());
        Object event = read(example.input());
        Budget budget = new Budget(ExpressionLimits.DEFAULT);
        if (example.result().startsWith("!")) {
            assertThatThrownBy(() -> expression.evaluate(event, Map.of(), budget))
                    .asInstanceOf(type(ExpressionFailure.class)).extracting(failure -> failure.code().slug())
                    .isEqualTo(example.result().substring(1));
        } else {
            assertThat(JsonText.write(expression.evaluate(event, Map.of(), budget))).isEqualTo(example.result());
        }
    }

    @Test
    void everyFunctionIsOnThePageWithItsExamples() {
        String page = FunctionReference.markdown();
        assertThat(FunctionSet.all(AddressBook.EMPTY)).allSatisfy(
                function -> assertThat(page).contains("### `" + function.usage() + "`").contains(function.purpose()));
        assertThat(examples()).allSatisfy(
                example -> assertThat(page).contains(example.expression().replace("|", "\\|")));
    }

    private static @org.jspecify.annotations.Nullable Object read(String json) {
        return ((ReadOutcome.Read) EventFormat.json(EventLimits.DEFAULT).read(json.getBytes(StandardCharsets.UTF_8)))
                .event();
    }
}
