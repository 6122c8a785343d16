package io.enterpriseproxy.mapping.expression;

import com.sun.management.ThreadMXBean;
import io.enterpriseproxy.connector.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ExpressionBoundsTest {
    /** In all, not at once: what is held at any time is far less. */
    private static final long MOST_ALLOCATED = 1L << 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"($f := function() { $f() }; $f())", "($f := function($n) { [$f($n)] }; $f('1'))",
            "($f := function($s) { $f($s & $s) }; $f('x'))", "($f := function($l) { $f($append($l, $l)) }; $f([1, 2]))",
            "($f := function($l) { $f([[$l], [$l]]) }; $f([1]))", "($f := function($l) { $f([$l]) }; $f('x'))",
            "($f := function($l) { $f({'a': $l, 'b': $l}) }; $f('x'))", "$count([1..9000000])",
            "$map([1..100000], function($x) { $map([1..100000], function($y) { $y }) })", "$pad('x', 500000000)",
            "[1..99999][[1..99999]]", "$match(text, /^(.*a){25}$/)", "$split(text, /^(.*a){25}$/)",
            "$formatInteger(large, 'I')",
            "$replace($pad('', 90000, 'x'), 'x', $pad('', 90000, 'y'))",
            "$string($map([1..90000], function() { text }))",
            "$sort($map([1..90000], function($x) { $mod($mul($x, 7919), 90001) }), function($a, $b) { $a < $b })",
            "($x := [1..90000]; $x[$ in $x])",
            "$join($map([1..50000], function() { $pad('', 90000, 'x') }))", "($f := function($x) { $mul($x, $x) }; "
                    + "$reduce([1..90000], function($a, $b) { $mul($a, $a) }, '3'))",
            "$reduce([1..90000], function($a, $b) { $append($a, $b) })", "$contains(text, /(a|b)*c/)",
            "$join($split($pad('', 2000, ','), ','), note)", "$zip(MANY)",
            "$fromMillis(1, '[Y,*-90000000]')", "$fromMillis(1, $pad('', 90000, '[Y]'))"})
    void runawayExpressionIsRefusedWithinASecondAndLittleMemory(String text) {
        Expression expression = TestExpressions
                .compile(text.replace("MANY", String.join(",", Collections.nCopies(1_000, "many"))));
        Map<String, Object> event = Map.of("text", "ab".repeat(5_000), "large", new BigInteger("9000000000000000000"),
                "note", "n".repeat(1_000_000), "many", Collections.nCopies(90_000, BigInteger.ONE));
        // The processor's second, not the clock's: the machine may have other work.
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            assertThatThrownBy(() -> expression.evaluate(event, Map.of(), new Budget(ExpressionLimits.DEFAULT)))
                    .asInstanceOf(type(ExpressionFailure.class)).extracting(ExpressionFailure::code)
                    .isIn(ProblemCode.EXPRESSION_OUT_OF_BOUNDS, ProblemCode.INVALID_ARGUMENT);
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
        });
    }

    @Test
    void boundThatIsMetInsideOfASortIsTheSameProblem() {
        Expression expression = TestExpressions
                .compile("$map([1..1000], function() { $sort(many, function($a, $b) { true }) })");
        assertThatThrownBy(() -> expression.evaluate(Map.of("many", Collections.nCopies(2_000, BigInteger.ONE)),
                Map.of(), new Budget(ExpressionLimits.DEFAULT))).asInstanceOf(type(ExpressionFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ProblemCode.EXPRESSION_OUT_OF_BOUNDS);
                    assertThat(failure).hasMessageNotContaining("ExpressionFailure");
                });
    }

    @Test
    void budgetIsSharedByAllExpressionsOfAnEvent() {
        Expression expression = TestExpressions.compile("$count($map([1..50000], function($x) { $x }))");
        Budget budget = new Budget(ExpressionLimits.DEFAULT);
        expression.evaluate(Map.of(), Map.of(), budget);
        assertThatThrownBy(
                () -> Collections.nCopies(20, expression).forEach(e -> e.evaluate(Map.of(), Map.of(), budget)))
                .asInstanceOf(type(ExpressionFailure.class)).extracting(ExpressionFailure::code)
                .isEqualTo(ProblemCode.EXPRESSION_OUT_OF_BOUNDS);
    }

    @Test
    void largeButHonestWorkIsDone() {
        Expression expression = TestExpressions.compile("$sum(lines.($units(amount, 2)))");
        Object lines = Collections.nCopies(5_000, Map.of("amount", BigInteger.TEN, "text", "some text"));
        assertThat(expression.evaluate(Map.of("lines", lines), Map.of(), new Budget(ExpressionLimits.DEFAULT)))
                .hasToString("5000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 9_000})
    void deeplyNestedTextIsRefused(int depth) {
        assertThat(TestExpressions.outcome("(".repeat(depth))).isInstanceOf(Expressions.Outcome.Refused.class);
        assertThat(TestExpressions.outcome("a" + " ? a : a".repeat(depth / 9))).isNotNull();
        assertThat(TestExpressions.outcome("x".repeat(10_001))).isInstanceOf(Expressions.Outcome.Refused.class);
    }
}
