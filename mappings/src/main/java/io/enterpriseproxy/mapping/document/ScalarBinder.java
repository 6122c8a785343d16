package io.enterpriseproxy.mapping.document;

import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values to single types. Every refusal is an {@link IllegalArgumentException} that says what was expected. */
final class ScalarBinder {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private final Path baseDirectory;
    private final References references;

    ScalarBinder(Path baseDirectory, References references) {
        this.baseDirectory = baseDirectory;
        this.references = references;
    }

    Object bind(Node.Scalar scalar, Class<?> type) {
        if (type == Secret.class) {
            return secret(scalar.text());
        }
        boolean referring = REFERENCE.matcher(scalar.text()).find();
        String text = referring ? resolved(scalar.text()) : scalar.text();
        if (type == String.class) {
            return text;
        }
        @Nullable
        Object value = referring ? PlainScalar.read(text) : scalar.value();
        if (type == boolean.class || type == Boolean.class) {
            return flag(value);
        }
        if (type == BigDecimal.class) {
            return decimal(value);
        }
        if (isInteger(type)) {
            return integer(value, type);
        }
        return text(text, type);
    }

    /** A name for people of what may stand for a type. */
    static String nameOf(Class<?> type) {
        if (type.isEnum()) {
            return words(type);
        }
        if (isInteger(type)) {
            return "whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "BigDecimal" -> "number";
            case "Secret" -> "reference to a secret";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static boolean isInteger(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class
                || type == BigInteger.class;
    }

    private static Boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("expected true or false");
    }

    private static BigDecimal decimal(@Nullable Object value) {
        return switch (value) {
            case BigInteger whole -> new BigDecimal(whole);
            case BigDecimal decimal -> decimal;
            case null, default -> throw new IllegalArgumentException("expected a number");
        };
    }

    private static Object integer(@Nullable Object value, Class<?> type) {
        if (!(value instanceof BigInteger whole)) {
            throw new IllegalArgumentException("expected a whole number");
        }
        if (type == BigInteger.class) {
            return whole;
        }
        boolean isLong = type == long.class || type == Long.class;
        int bits = isLong ? 63 : 31;
        if (whole.bitLength() > bits) {
            throw new IllegalArgumentException("expected a whole number of at most " + bits + " bits");
        }
        return isLong ? (Object) whole.longValue() : (Object) whole.intValue();
    }

    private Object text(String text, Class<?> type) {
        if (type == Duration.class) {
            return DurationText.parse(text);
        }
        if (type == Instant.class) {
            return moment(text);
        }
        if (type == URI.class) {
            return uri(text);
        }
        if (type == Path.class) {
            return path(text);
        }
        return type.isEnum() ? word(text, type) : parsed(text, type);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a moment such as 2027-01-31T18:00:00Z", e);
        }
    }

    /** The syntax exception's own message repeats the text, which may hold a resolved secret. */
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected a URI (" + e.getReason() + ")", e);
        }
    }

    private Path path(String text) {
        try {
            return baseDirectory.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a path of a file or directory", e);
        }
    }

    private static Object word(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (wordOf(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("expected one of " + words(type));
    }

    static String wordOf(Object enumConstant) {
        return ((Enum<?>) enumConstant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(ScalarBinder::wordOf).collect(Collectors.joining(", "));
    }

    /** By the type's own {@code parse(String)}, for example an address. */
    private static Object parsed(String text, Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            if (!Modifier.isStatic(parse.getModifiers()) || parse.getReturnType() != type) {
                throw new NoSuchMethodException();
            }
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type + ".parse failed", e);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("settings records may not have components of " + type, e);
        }
    }

    private Secret secret(String text) {
        if (!REFERENCE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "secrets only by reference; expected ${env:NAME} or ${file:PATH} and nothing else");
        }
        return new Secret(() -> resolved(text));
    }

    private String resolved(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                references.resolve(match.group(1), match.group(2))));
    }
}
