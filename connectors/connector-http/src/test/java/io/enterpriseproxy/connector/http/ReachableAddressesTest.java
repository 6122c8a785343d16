package io.enterpriseproxy.connector.http;

import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.Result;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReachableAddressesTest {
    /** A name server that says what it is told to, in turn, and the last for ever. */
    private static final class Names implements DnsResolver {
        private final Queue<String> answers;

        Names(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return InetAddress.getAllByName(answers.size() > 1 ? answers.remove() : answers.element());
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static HttpConnectionSettings settings(String url, boolean allowLinkLocal) {
        return new HttpConnectionSettings(URI.create(url), null, null, Duration.ofSeconds(2), 1, allowLinkLocal);
    }

    private static DeliveryOutcome deliver(Connection connection) {
        return connection.openTarget(new HttpTargetSettings("erp-api", "POST", "/r"))
                .deliver(List.of(new Result("a.1", "a", "m", "confirmed", "{}", null, null))).getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.170.2", "169.254.0.1", "fe80::1", "febf::1", "fd00:ec2::254",
            "fd00:ec2::23", "100.100.100.200", "168.63.129.16", "192.0.0.192", "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "64:ff9b::6464:64c8"})
    void addressesOfTheMachineAreRefusedHoweverTheyAreNamed(String address) throws UnknownHostException {
        assertThat(ReachableAddresses.isOfTheMachine(InetAddress.getByName(address))).isTrue();
        try (Connection connection = new HttpConnector(Clock.systemUTC(), new Names(address)).connect("erp-api",
                settings("http://erp.example:9", false))) {
            assertThat(deliver(connection)).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.reason()).contains("UnknownHostException (erp.example has the address ",
                            "say allow-link-local: true"));
            assertThat(connection.trouble().orElse("")).contains("link-local");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "8.8.8.8", "::1",
            "fd00::1", "2001:db8::1", "64:ff9b::808:808", "2002:808:808::1"})
    void addressesOfOthersAreNot(String address) throws UnknownHostException {
        assertThat(ReachableAddresses.isOfTheMachine(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void nameThatIsGivenAnotherMeaningLeadsNowhere() throws IOException {
        AtomicInteger taken = new AtomicInteger();
        HttpServer erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        erp.createContext("/", exchange -> {
            taken.incrementAndGet();
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        erp.start();
        // Whoever asks twice, once to check and once to connect, is told two things.
        Names names = new Names("127.0.0.1", "169.254.169.254");
        try (Connection connection = new HttpConnector(Clock.systemUTC(), names).connect("erp-api",
                settings("http://erp.example:" + erp.getAddress().getPort(), false))) {
            assertThat(deliver(connection)).isEqualTo(new Delivered());
            assertThat(deliver(connection)).isInstanceOf(Failed.class);
            assertThat(taken).hasValue(1);
        } finally {
            erp.stop(0);
        }
    }

    @Test
    void onlyTheConnectionThatSaysSoReachesThem() {
        Names names = new Names("169.254.169.254");
        try (Connection connection = new HttpConnector(Clock.systemUTC(), names).connect("erp-api",
                settings("http://erp.example:9", true))) {
            assertThat(deliver(connection)).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.reason()).doesNotContain("say allow-link-local"));
        }
    }

    @ParameterizedTest
    @CsvSource({"http://169.254.169.254/latest", "http://[fe80::1]/", "http://[fd00:ec2::254]/",
            "http://100.100.100.200/", "http://metadata.google.internal/", "http://METADATA.google.internal/"})
    void urlThatIsOneIsRefusedWhenTheConfigurationIsRead(String url) {
        assertThatThrownBy(() -> settings(url, false)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl: found ").hasMessageContaining("allow-link-local: true");
        assertThat(settings(url, true).baseUrl()).isEqualTo(URI.create(url));
    }
}
