package io.enterpriseproxy.mapping.expression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class LintTest {
    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {
            "amount * 100§at character 8: the operator * computes in floating point; use $mul",
            "a + b§use $add", "a - b§use $sub", "a / b§use $div", "a % b§use $mod", "-a§use $sub",
            "$units(amount * 100, 2)§use $mul", "$string(total * 100)§use $mul", "{'x': a+1}.x§use $add",
            "lines.(a * b)§use $mul", "a ? b * 2 : c§use $mul", "$mul(a, 0.1)§write it as text: '0.1'",
            "1e3§write it as text: '1e3'", "9007199254740993§write it as text", "$power(a, 2)§use $mul",
            "$sqrt(a)§computes in floating point", "$average(l)§use $div($sum(x), $count(x), scale)",
            "$eval('1')§is not allowed", "$now()§send the time in the event", "$millis()§send the time in the event",
            "$random()§another answer", "$shuffle(l)§another answer", "$ ~> |lines|{'a': 1}|§transform operator",
            "$f := |a|{'b': 1}|§transform operator", "/a+/(s)§a pattern may stand only",
            "$match(s, /[\\\\(]/) & $eval('1')§is not allowed", "$match(s, /\\//) & $eval('1')§is not allowed",
            "s ~> /a+/§a pattern may stand only", "($r := /a/; $match(s, $r))§a pattern may stand only",
            "$unit(a, 2)§there is no function $unit; did you mean $units?",
            "$map(l, $keccak)§the variable $keccak is not set",
            "$sorce.x§the variable $sorce is not set; did you mean source?", "$units(?, 6)§partial application"})
    void whatLosesDigitsOrDeterminismIsRefused(String expression, String reason) {
        assertThat(reasons(expression)).singleElement().asString()
                .contains(reason.replace("mean $units", "mean units"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines[$count($$.lines) - 1]", "lines[amount * 2 > 5].no", "$substring(s, $length(s) - 4)",
            "lines.*", "**.amount", "lines.%.no", "a and b or c in d", "order.`unit-price`", "-5", "'a-b' & \"c*d\"",
            "$match(s, /a-b*[/]c/i)", "/* a * b */ a", "lines[0]", "$source.`JMS-Type`", "{'a-b': x}",
            "($x := a; $f := function($y, $z) { $y }; $f($x, 1))", "lines#$i[$i = 1].no", "l@$o.x[$o.a = b]",
            "$map(lines, $keccak256)", "$pad(no, -10, '0')", "lines^(>amount, no).no", "[1..5]", "$$.a", "$.a",
            "λ($x){ $x }(a)",
            "a ?: b ?? c", "and.or.in", "12345", "lines[-1]"})
    void whatIsExactIsLeftAlone(String expression) {
        assertThat(TestExpressions.outcome(expression)).isInstanceOf(Expressions.Outcome.Compiled.class);
    }

    @Test
    void allReasonsAreGiven() {
        assertThat(reasons("{'a': a * 2, 'b': $now(), 'c': $foo(c)}")).hasSize(3);
    }

    @Test
    void inMessagesFloatingPointIsAWarning() {
        Expressions.Outcome outcome = TestExpressions.EXPRESSIONS.compile("receipt.gasUsed * 2", Purpose.MESSAGE,
                Set.of());
        assertThat(outcome).isInstanceOfSatisfying(Expressions.Outcome.Compiled.class,
                compiled -> assertThat(compiled.warnings()).singleElement().asString().contains("use $mul"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a +", "a.", "(a", "'a", "`a", "a b", "{'a' 1}", "$f(", "/a", "/[/(s)", "", " ",
            "/*",
            "|", "^", "a[", ":=", "function($x", "\"\\u12\"", "%%%%", "@", "#"})
    void brokenSyntaxIsRefused(String expression) {
        assertThat(TestExpressions.outcome(expression)).isInstanceOf(Expressions.Outcome.Refused.class);
    }

    private static List<String> reasons(String expression) {
        return TestExpressions.outcome(expression) instanceof Expressions.Outcome.Refused refused
                ? refused.reasons()
                : List.of();
    }
}
