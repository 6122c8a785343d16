package io.enterpriseproxy.server.config;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LogLevelsTest {
    @Test
    void loggersThatWriteOutContentStayAtInfo() {
        assertThat(LogLevels.of(Map.of("root", LogLevel.TRACE))).containsEntry("root", LogLevel.TRACE)
                .containsEntry("org.springframework.web", LogLevel.INFO).containsEntry("org.postgresql", LogLevel.INFO);
        assertThat(LogLevels.of(Map.of("org.springframework.web.servlet", LogLevel.DEBUG)))
                .isEqualTo(Map.of("org.springframework.web.servlet", LogLevel.INFO));
        assertThat(LogLevels.of(Map.of("org.springframework", LogLevel.DEBUG)))
                .containsEntry("org.springframework", LogLevel.DEBUG)
                .containsEntry("org.springframework.jdbc", LogLevel.INFO).doesNotContainKey("org.postgresql");
    }

    @Test
    void otherLevelsAreAsWished() {
        Map<String, LogLevel> quiet = Map.of("io.enterpriseproxy", LogLevel.TRACE, "org.springframework.web",
                LogLevel.ERROR, "org.springframework.webflux", LogLevel.DEBUG);
        assertThat(LogLevels.of(quiet)).isEqualTo(quiet);
        assertThat(LogLevels.of(Map.of())).isEmpty();
    }
}
