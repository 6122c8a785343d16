package io.enterpriseproxy.server.security;

import tools.jackson.databind.json.JsonMapper;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Expressions and documents that somebody who may edit mappings could write to do harm. */
final class HostileMappings {
    private HostileMappings() {}

    /**
     * An expression for an integer argument.
     *
     * @param code of the problem of an event that the mapping meets, in a dry run and when it is published
     */
    record Expression(String what, String text, String code) {
        /** The mapping with it. */
        String mapping(String name) {
            return HostileEvents.mapping(name, "json", "").replace("amount: $units(total, 2)",
                    "amount: " + JsonMapper.shared().writeValueAsString(text));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /**
     * A document.
     *
     * @param finding what is said of it
     */
    record Document(String what, String text, String finding) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Expression stopped(String what, String text) {
        return new Expression(what, text, "expression-out-of-bounds");
    }

    private static Expression unpublishable(String what, String text) {
        return new Expression(what, text, "invalid-mapping");
    }

    private static Expression failing(String what, String text, String code) {
        return new Expression(what, text, code);
    }

    /** Of events with {@code text}, 2,000 characters, and {@code many}, 2,000 numbers. */
    static List<Expression> expressions() {
        return List.of(
                stopped("endless recursion", "($f := function() { $f() }; $f())"),
                stopped("recursion that needs a deep stack", "($f := function($n) { [$f($n)] }; $f('1'))"),
                stopped("two functions that call each other",
                        "($f := function($n) { $g($n) }; $g := function($n) { $f($n) }; $f('1'))"),
                stopped("the Y combinator",
                        "($y := function($f) { $f($f) }; $y(function($f) { $f($f) }))"),
                stopped("a text that doubles", "($f := function($s) { $f($s & $s) }; $f('x'))"),
                stopped("a list that doubles", "($f := function($l) { $f($append($l, $l)) }; $f([1, 2]))"),
                stopped("an object that doubles", "($f := function($l) { $f({'a': $l, 'b': $l}) }; $f('x'))"),
                stopped("a number that squares itself", "($f := function($x) { $f($mul($x, $x)) }; $f('3'))"),
                stopped("a list of nine million", "$count([1..9000000])"),
                stopped("a map in a map", "$map([1..100000], function($x) { $map([1..100000], function($y) { $y }) })"),
                stopped("a sort of much by a function",
                        "$sort($map([1..90000], function($x) { $mod($mul($x, 7919), 90001) }),"
                                + " function($a, $b) { $a < $b })"),
                stopped("a sort whose order contradicts itself, again and again",
                        "$map([1..1000], function() { $sort(many, function($a, $b) { true }) })"),
                stopped("a join that multiplies", "$join($map([1..50000], function() { $pad('', 90000, 'x') }))"),
                failing("padding to half a gigabyte", "$pad('x', 500000000)", "invalid-argument"),
                stopped("a pattern that backtracks for ever", "$match(text, /^(.*a){25}$/)"),
                stopped("a pattern that recurses", "$contains($pad('', 90000, 'a'), /(a|b)*c/)"),
                stopped("a replacement that multiplies",
                        "$replace($pad('', 90000, 'x'), 'x', $pad('', 90000, 'y'))"),
                failing("a picture of a time with 30,000 years", "$fromMillis(1, $pad('', 90000, '[Y]'))",
                        "invalid-argument"),
                unpublishable("$eval", "$eval('1')"),
                unpublishable("$eval by another name", "($e := $eval; $e('1'))"),
                unpublishable("a function that there is not", "$java('java.lang.Runtime')"),
                unpublishable("a random number", "$random()"),
                unpublishable("parentheses, 5,000 deep", "(".repeat(5_000) + "1" + ")".repeat(5_000)),
                unpublishable("lists in lists, 2,000 deep", "[".repeat(2_000) + "]".repeat(2_000)),
                unpublishable("an expression of 100,000 characters", "1" + " & 1".repeat(25_000)),
                unpublishable("a text that is not closed", "'abc"),
                unpublishable("an addition in floating point", "total + 1e308 * 1e308"),
                failing("the number 1e1000000", "$units('1e1000000', 2)", "invalid-argument"),
                failing("a number that is none", "$units('NaN', 2)", "invalid-argument"),
                failing("division by zero", "$div(1, 0, 2)", "invalid-argument"),
                failing("a number above what the contract takes", "$mul($pad('9', 200, '9'), 1)", "invalid-argument"),
                failing("the methods of a Java object", "invoiceNo.getClass().forName('java.lang.Runtime')",
                        "expression-failed"),
                failing("what an object is made of", "$string($$.class) & $lookup($$, 'class')", "invalid-argument"));
    }

    static List<Document> documents() {
        return List.of(
                document("a tag that makes a class loader",
                        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader"
                                + " [[!!java.net.URL ['http://127.0.0.1:1/']]]]",
                        "Global tag is not allowed"),
                document("a tag that starts a process", "a: !!java.lang.ProcessBuilder [[id]]",
                        "Global tag is not allowed"),
                document("a tag of one's own under a shorthand",
                        "%TAG !j! tag:yaml.org,2002:java.\n---\na: !j!net.URL x",
                        "tag"),
                document("aliases that multiply", aliases(), "not readable as YAML"),
                document("aliases that multiply slowly", slowAliases(), "too large once its aliases are written out"),
                document("an alias of itself", "a: &a [*a]", "too large once its aliases are written out"),
                document("a merge key", "a: &a { b: c }\nd: { <<: *a }", "key"),
                document("a key that is there twice", "kind: Mapping\nkind: Mapping", "this key is there twice"),
                document("a key that is no text", "? [a, b]\n: c", "a key is not text"),
                document("lists in lists, 10,000 deep", "[".repeat(10_000), "Nesting Depth exceeded"),
                document("120,000 keys", IntStream.range(0, 120_000).mapToObj(i -> "k" + i + ": 1")
                        .collect(Collectors.joining("\n")), "too large"),
                document("two documents", "kind: Mapping\n---\nkind: Mapping", "another document"),
                document("a null byte", "kind: \"a\0b\"", "not readable as YAML"),
                document("nothing but the beginning", "kind: [", "not readable as YAML"));
    }

    /** What a mapping may call a file; a schema of it is not to be read. */
    static List<String> files() {
        return List.of("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/x",
                "..\\\\..\\\\etc\\\\passwd", "%2e%2e/%2e%2e/etc/passwd", "enterprise-proxy.yaml", "../admin.key",
                "~/.ssh/id_rsa", "a".repeat(10_000));
    }

    private static Document document(String what, String text, String finding) {
        return new Document(what, text, finding);
    }

    private static String aliases() {
        return "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + IntStream.range(1, 9).mapToObj(i -> "a%d: &a%d [%s]%n".formatted(i,
                i, String.join(",", Collections.nCopies(10, "*a" + (i - 1))))).collect(Collectors.joining());
    }

    private static String slowAliases() {
        return "a0: &a0 [x]\n" + IntStream.range(1, 25)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1)).collect(Collectors.joining());
    }
}
