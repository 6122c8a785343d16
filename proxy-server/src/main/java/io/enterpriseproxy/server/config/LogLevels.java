package io.enterpriseproxy.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of the configuration, but for loggers of libraries that write out requests, messages or parameters of
 * statements below {@code info}: nobody masks what is in them.
 */
final class LogLevels {
    private static final List<String> OF_CONTENT = List.of("org.springframework.web", "org.springframework.jdbc",
            "org.springframework.jms", "org.apache.coyote", "org.apache.camel", "org.apache.kafka",
            "org.apache.activemq", "org.postgresql", "org.hibernate.orm.jdbc", "h2database");
    private static final String ROOT = "root";

    private LogLevels() {}

    /** What is set in place of what is wished. */
    static Map<String, LogLevel> of(Map<String, LogLevel> wished) {
        Map<String, LogLevel> levels = new LinkedHashMap<>();
        wished.forEach((logger, level) -> levels.put(logger,
                tells(level) && OF_CONTENT.stream().anyMatch(content -> within(logger, content))
                        ? LogLevel.INFO
                        : level));
        for (String content : OF_CONTENT) {
            if (!levels.containsKey(content) && tells(inherited(wished, content))) {
                levels.put(content, LogLevel.INFO);
            }
        }
        return levels;
    }

    private static boolean tells(LogLevel level) {
        return level == LogLevel.TRACE || level == LogLevel.DEBUG;
    }

    private static boolean within(String logger, String parent) {
        return logger.equals(parent) || logger.startsWith(parent + ".");
    }

    private static LogLevel inherited(Map<String, LogLevel> wished, String logger) {
        for (String parent = logger; parent.contains(".");) {
            parent = parent.substring(0, parent.lastIndexOf('.'));
            LogLevel level = wished.get(parent);
            if (level != null) {
                return level;
            }
        }
        return wished.getOrDefault(ROOT, LogLevel.WARN);
    }
}
