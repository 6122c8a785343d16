package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** JSONata's functions whose library version turns the number that they return into floating point, or is unbounded. */
final class ListFunctions {
    private static final int ITEMS_PER_STEP = 16;

    private ListFunctions() {}

    static List<MappingFunction> all() {
        return List.of(
                new MappingFunction("$lookup(object, key)", "<x-s:x>", "The field of an object, or of each in a list.",
                        arguments -> arguments.missing(0)
                                ? null
                                : Functions.lookup(arguments.value(0), arguments.text(1)),
                        example("$lookup(rates, currency)",
                                "{\"rates\": {\"EUR\": 1234567890123456789.123456}, \"currency\": \"EUR\"}",
                                "1234567890123456789.123456")),
                new MappingFunction("$single(list, function?)", "<af?:x>",
                        "The only item for which the function is true. Refused if there is none or several.",
                        ListFunctions::single,
                        example("$single(lines, function($l) { $l.no = '20' }).amount",
                                "{\"lines\": [{\"no\": \"10\", \"amount\": 1}, {\"no\": \"20\", \"amount\": "
                                        + "9007199254740993}]}",
                                "9007199254740993"),
                        example("$single(lines)", "{\"lines\": [1, 2]}", "!invalid-argument")),
                new MappingFunction("$zip(list, list, …)", "<a+>",
                        "The first items of all lists, then the second ones, as far as the shortest goes.",
                        ListFunctions::zip,
                        example("$zip(nos, amounts)", "{\"nos\": [\"10\", \"20\"], \"amounts\": [1, 2, 3]}",
                                "[[\"10\",1],[\"20\",2]]")),
                new MappingFunction("$reduce(list, function, first?)", "<afj?:j>",
                        "The items put together by a function of two.", ListFunctions::reduce,
                        example("$reduce(amounts, function($a, $b) { $add($a, $b) }, '0')",
                                "{\"amounts\": [0.1, 0.2, 9007199254740993]}", "9007199254740993.3")));
    }

    private static @Nullable Object single(Arguments arguments) throws Throwable {
        if (arguments.missing(0)) {
            return null;
        }
        Object condition = arguments.value(1);
        List<Object> matches = new ArrayList<>();
        List<?> list = arguments.list(0);
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            if (condition == null || Jsonata.boolize(
                    Functions.funcApply(condition, Functions.hofFuncArgs(condition, item, i, list)))) {
                matches.add(item);
            }
        }
        if (matches.size() != 1) {
            throw arguments.refused(matches.size() + " items fit", list, "exactly one");
        }
        return matches.getFirst();
    }

    /** Charged before the rows are built: a thousand long lists make millions of items. */
    private static Object zip(Arguments arguments) {
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < arguments.count(); i++) {
            shortest = Math.min(shortest, arguments.list(i).size());
        }
        arguments.budget().charge((long) shortest * arguments.count() / ITEMS_PER_STEP);
        List<Object> rows = new ArrayList<>(shortest);
        for (int row = 0; row < shortest; row++) {
            List<@Nullable Object> items = new ArrayList<>(arguments.count());
            for (int i = 0; i < arguments.count(); i++) {
                items.add(arguments.list(i).get(row));
            }
            rows.add(items);
        }
        return rows;
    }

    private static @Nullable Object reduce(Arguments arguments) throws Throwable {
        if (arguments.missing(0)) {
            return null;
        }
        Object function = arguments.value(1);
        int parameters = Functions.getFunctionArity(function);
        if (parameters < 2) {
            throw arguments.refused("the function", parameters + " parameters", "a function of two");
        }
        List<?> list = arguments.list(0);
        Object result = arguments.value(2);
        for (int i = 0; i < list.size(); i++) {
            if (i == 0 && arguments.missing(2)) {
                result = list.getFirst();
                continue;
            }
            List<@Nullable Object> values = new ArrayList<>();
            values.add(result);
            values.add(list.get(i));
            if (parameters > 2) {
                values.add(i);
            }
            result = Functions.funcApply(function, values);
        }
        return result;
    }
}
