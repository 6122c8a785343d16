package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with the arguments of one call. */
final class Faults {
    private static final int SHOWN = 80;
    /** Enough for a person; more would make the answer to a bad event larger than the event. */
    private static final int MOST = 100;
    private final List<ArgumentFault> list = new ArrayList<>();

    void add(Place place, @Nullable Object found, String expected) {
        if (list.size() < MOST) {
            list.add(new ArgumentFault(place.toString(), show(found), expected));
        }
    }

    void missing(Place place, String expected) {
        if (list.size() < MOST) {
            list.add(new ArgumentFault(place.toString(), "nothing", expected));
        }
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    List<ArgumentFault> list() {
        return list;
    }

    /** Short, whatever the size of the value: nothing is written out in full first. */
    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + shorten(text) + '"';
            case byte[] bytes -> bytes.length + " bytes";
            case Map<?, ?> map -> "an object of " + map.size() + " fields";
            case List<?> items -> "a list of " + items.size();
            case Double number -> number + ", a value that went through floating point";
            case Float number -> number + ", a value that went through floating point";
            case BigInteger number when number.bitLength() > 512 -> "an integer of " + number.bitLength() + " bits";
            case BigDecimal number when number.unscaledValue().bitLength() > 512 -> "a number of very many digits";
            case Number number -> shorten(number.toString());
            case Boolean bool -> bool.toString();
            default -> "a value of type " + value.getClass().getSimpleName();
        };
    }

    static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
