package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Result;
import org.springframework.web.util.UriUtils;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a target. Only a fixed set of names is filled in, each escaped, so that no result can lead a request out
 * of the base URL.
 */
final class PathTemplate {
    private static final Set<String> NAMES = Set.of("callId", "resultId", "mapping", "status");
    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*");
    private static final Pattern UPWARD = Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)");

    private final String base;
    private final String template;

    PathTemplate(URI baseUrl, String path) {
        requireValid(path);
        this.base = baseUrl.toString().replaceAll("/+$", "");
        this.template = path;
    }

    static void requireValid(String path) {
        NAME.matcher(path).results().map(match -> match.group(1)).filter(name -> !NAMES.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("path: found {" + name
                            + "}; expected {callId}, {resultId}, {mapping} or {status}");
                });
        String plain = NAME.matcher(path).replaceAll("x");
        String segments = plain.replaceAll("\\?.*", "").toLowerCase(Locale.ROOT);
        if (!PLAIN.matcher(plain).matches() || segments.startsWith("//") || UPWARD.matcher(segments).find()
                || segments.contains("%2f") || segments.contains("%5c")) {
            throw new IllegalArgumentException("path: found " + path
                    + "; expected a path such as /results/{callId}, without . and .. and with escaped characters");
        }
        try {
            URI.create(plain);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("path: found " + path + "; expected an escaped path", e);
        }
    }

    URI of(Result result) {
        return URI.create(base + NAME.matcher(template).replaceAll(match -> Matcher
                .quoteReplacement(UriUtils.encode(value(match.group(1), result), StandardCharsets.UTF_8))));
    }

    private static String value(String name, Result result) {
        return switch (name) {
            case "callId" -> result.callId();
            case "resultId" -> result.id();
            case "mapping" -> result.mapping();
            case "status" -> result.status();
            default -> throw new IllegalStateException("a checked template with the name " + name);
        };
    }
}
