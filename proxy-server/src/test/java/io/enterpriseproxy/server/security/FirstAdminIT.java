package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class FirstAdminIT {
    private static final Pattern KEY = Pattern.compile("ep_[A-Za-z0-9_-]{32,}");

    @TempDir
    Path directory;

    @Test
    void firstStartMakesOneAdminAndPrintsItsKeyOnce() throws Exception {
        // Given
        String first = outputOfAStart();
        Matcher key = KEY.matcher(first);
        assertThat(key.find()).isTrue();

        // When
        String second = outputOfAStart();

        // Then
        assertThat(KEY.matcher(second).find()).isFalse();
        try (ProxyUnderTest proxy = start()) {
            assertThat(proxy.get("/actuator/prometheus", key.group()).statusCode()).isEqualTo(200);
            assertThat(proxy.get("/actuator/prometheus", key.group() + "x").statusCode()).isEqualTo(401);
        }
        assertThat(Files.readString(directory.resolve("data/ledger.mv.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain(key.group());
    }

    private String outputOfAStart() {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try (ProxyUnderTest proxy = start()) {
            assertThat(proxy.port()).isPositive();
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private ProxyUnderTest start() {
        return ProxyUnderTest.start(directory, "", Map.of());
    }
}
