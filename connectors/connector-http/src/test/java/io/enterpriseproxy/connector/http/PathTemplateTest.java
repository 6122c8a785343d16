package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathTemplateTest {
    private static final Result RESULT = new Result("0199.1", "0199", "invoice-posted", "confirmed", "{}", null, null);

    @ParameterizedTest
    @CsvSource({"https://erp,/results,https://erp/results", "https://erp/,/results,https://erp/results",
            "https://erp:8443/api/,/calls/{callId}/results/{resultId},https://erp:8443/api/calls/0199/results/0199.1",
            "https://erp,/{mapping}?client=100&s={status},https://erp/invoice-posted?client=100&s=confirmed"})
    void pathsAreUnderTheBaseUrl(URI base, String path, URI expected) {
        assertThat(new PathTemplate(base, path).of(RESULT)).isEqualTo(expected);
    }

    @Test
    void valuesAreEscapedSoThatNoneLeadsAway() {
        Result hostile = new Result("../../admin?x=1#@evil/%2e", "a b", "m", "s", "{}", null, null);
        assertThat(new PathTemplate(URI.create("https://erp/api"), "/r/{resultId}/{callId}").of(hostile))
                .hasToString("https://erp/api/r/..%2F..%2Fadmin%3Fx%3D1%23%40evil%2F%252e/a%20b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"results", "", "//evil.example/results", "https://evil.example/", "@evil.example/",
            "/a/../../admin", "/a/..", "/./a", "/a/%2e%2E/b", "/a%2f..%2fb", "/a\\b", "/a b", "/a#b", "/a/%zz",
            "/{payload}", "/{callId", "/a\r\nHost: evil"})
    void aPathThatCouldLeadAwayIsRefused(String path) {
        assertThatThrownBy(() -> new HttpTargetSettings("erp-api", "POST", path))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("path: found ");
    }
}
