package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.AbiParameter;
import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Arguments that the ABI has taken, in the one form that the API shows: integers as decimal text, addresses with their
 * checksum, bytes as lower-case 0x-hex, tuples by field name.
 */
final class ArgumentsJson {
    private ArgumentsJson() {}

    static String write(List<AbiParameter> parameters, Map<String, ?> arguments) {
        return JsonText.write(tuple(parameters, arguments));
    }

    private static Map<String, @Nullable Object> tuple(List<AbiParameter> parameters, Object value) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            AbiParameter parameter = parameters.get(i);
            Object field = value instanceof List<?> list ? list.get(i) : ((Map<?, ?>) value).get(parameter.name());
            shown.put(parameter.name(), value(parameter.type(), parameter.components(), field));
        }
        return shown;
    }

    private static @Nullable Object value(String type, List<AbiParameter> components, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type.endsWith("]")) {
            String itemType = type.substring(0, type.lastIndexOf('['));
            return ((List<?>) value).stream().map(item -> value(itemType, components, item)).toList();
        }
        if (type.startsWith("(")) {
            return tuple(components, value);
        }
        if (type.startsWith("uint") || type.startsWith("int")) {
            return integer(value);
        }
        if (type.equals("address")) {
            return Address.parse(value.toString()).checksummed();
        }
        return type.startsWith("bytes") ? value.toString().toLowerCase(Locale.ROOT) : value;
    }

    private static String integer(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toBigIntegerExact().toString();
            case String text when text.startsWith("0x") -> new BigInteger(text.substring(2), 16).toString();
            case String text -> new BigInteger(text).toString();
            default -> value.toString();
        };
    }
}
