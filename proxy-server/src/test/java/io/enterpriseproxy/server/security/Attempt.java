package io.enterpriseproxy.server.security;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something that is sent to do harm, and the answer that it gets.
 *
 * @param what for people
 * @param body made when it is sent; some are large
 * @param status of the answer
 * @param code of the problem; empty if it is taken, as the data that it is
 */
record Attempt(String what, String method, String path, Map<String, String> headers, Supplier<byte[]> body, int status,
        String code) {

    static Attempt post(String what, String path, String type, Supplier<byte[]> body) {
        return new Attempt(what, "POST", path, Map.of("Content-Type", type), body, 202, "");
    }

    static Attempt of(String what, String method, String path, String body) {
        return new Attempt(what, method, path, Map.of("Content-Type", "application/json"),
                () -> body.getBytes(StandardCharsets.UTF_8), 202, "");
    }

    Attempt with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Attempt(what, method, path, more, body, status, code);
    }

    Attempt gets(int expectedStatus, String expectedCode) {
        return new Attempt(what, method, path, headers, body, expectedStatus, expectedCode);
    }

    Attempt isMalformed() {
        return gets(400, "malformed-event");
    }

    void check(int answered, String answer) {
        String shown = what + ": " + answered + " " + answer.substring(0, Math.min(answer.length(), 500));
        assertThat(answered).as(shown).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer).as(shown).contains("\"code\":\"" + code + "\"");
        }
        assertThat(answer).as(shown).doesNotContain("Exception", "\tat ", "org.springframework", "tools.jackson",
                "com.dashjoin", "java.lang", "root:x:0", "SELECT ");
    }

    @Override
    public String toString() {
        return what;
    }
}
