package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Functions;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** Dates and times of day as the chain knows them: seconds since 1970. */
final class TimeFunctions {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
            "uuuu-MM-dd['T'HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX]]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int LONGEST_PICTURE = 200;
    /** A component with a width of three digits and more: {@code [Y,*-90000000]}. */
    private static final Pattern WIDE = Pattern.compile("\\[[^\\]]*,[^\\]]*[0-9]{3}");

    private TimeFunctions() {}

    static List<MappingFunction> all() {
        return List.of(new MappingFunction("$epochSeconds(text, pattern?, zone?)", "<xs?s?:n>",
                "A date or a date with time as seconds since 1970-01-01T00:00Z. A date means its midnight. Without an "
                        + "offset of its own the text is in `zone` (default `UTC`). Default pattern: ISO 8601; others in "
                        + "the letters of Java's DateTimeFormatter.",
                TimeFunctions::epochSeconds,
                example("$epochSeconds(dueDate)", "{\"dueDate\": \"2026-11-21\"}", "1795219200"),
                example("$epochSeconds('2026-11-21T08:30:00+01:00')", "{}", "1795246200"),
                example("$epochSeconds(BLDAT, 'yyyyMMdd')", "{\"BLDAT\": \"20261121\"}", "1795219200"),
                example("$epochSeconds('21.11.2026 08:30', 'dd.MM.yyyy HH:mm', 'Europe/Berlin')", "{}", "1795246200"),
                example("$epochSeconds('00000000', 'yyyyMMdd')", "{}", "!invalid-argument")),
                new MappingFunction("$fromMillis(number, picture?, zone?)", "<x-s?s?:s>",
                        "Milliseconds since 1970-01-01T00:00Z as a date and time, ISO 8601 or as JSONata's picture says.",
                        TimeFunctions::fromMillis,
                        example("$fromMillis(at, '[D01].[M01].[Y0001]')", "{\"at\": 1795219200000}",
                                "\"21.11.2026\"")));
    }

    /** The library fills a component up to whatever width a picture asks for. */
    private static @Nullable Object fromMillis(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String picture = arguments.text(1, "");
        if (picture.length() > LONGEST_PICTURE || WIDE.matcher(picture).find()) {
            throw arguments.refused("not a picture", picture,
                    "at most " + LONGEST_PICTURE + " characters, and no width above 99");
        }
        return Functions.dateTimeFromMillis(arguments.number(0), picture.isEmpty() ? null : picture,
                arguments.missing(2) ? null : arguments.text(2));
    }

    private static @Nullable Object epochSeconds(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        String pattern = arguments.text(1, "");
        ZoneId zone = zone(arguments);
        DateTimeFormatter formatter = pattern.isEmpty() ? ISO : formatter(arguments, pattern);
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            LocalDateTime local = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
            return BigInteger.valueOf(local.atZone(offset == null ? zone : offset).toEpochSecond());
        } catch (DateTimeException e) {
            throw arguments.refused("not a date or time", text,
                    pattern.isEmpty() ? "ISO 8601, such as 2026-11-21 or 2026-11-21T08:30:00Z" : pattern);
        }
    }

    private static ZoneId zone(Arguments arguments) {
        if (arguments.missing(2)) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(arguments.text(2));
        } catch (DateTimeException e) {
            throw arguments.refused("unknown time zone", arguments.value(2), "a name such as Europe/Berlin");
        }
    }

    /** The year of most people's {@code y} is Java's {@code u}: without an era it would be refused. */
    private static DateTimeFormatter formatter(Arguments arguments, String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw arguments.refused("not a pattern", pattern, "letters of DateTimeFormatter, such as yyyyMMdd");
        }
    }
}
