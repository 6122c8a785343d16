package io.enterpriseproxy.server.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wait=10                         | 10
            WAIT = "5"                      | 5
            respond-async, wait=3           | 3
            handling=lenient; wait=2        | 2
            wait=3600                       | 60
            wait=99999999999                | 60
            await=7                         | 0
            wait=soon                       | 0
            respond-async                   | 0
            """)
    void waitIsReadAndBounded(String prefer, int seconds) {
        assertThat(Preference.wait(prefer)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void callerWhoSaysNothingDoesNotWait() {
        assertThat(Preference.wait(null)).isZero();
    }
}
