package io.enterpriseproxy.connector.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.contract.TargetContract;
import io.enterpriseproxy.connector.contract.TcpLink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpTargetIT extends TargetContract {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Secret SECRET = new Secret("shared-s3cret");
    private static final Secret BEARER = new Secret("t0ken");

    private final WireMockServer erp = start();
    private final TcpLink wire = new TcpLink(erp.port());
    private final Connection connection = new HttpConnector(Clock.fixed(NOW, ZoneOffset.UTC)).connect("erp-api",
            new HttpConnectionSettings(URI.create("http://127.0.0.1:" + wire.port() + "/erp"), SECRET, BEARER, TIMEOUT,
                    4, false));

    private static WireMockServer start() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(204)));
        server.stubFor(any(anyUrl()).withRequestBody(containing("unpayable"))
                .willReturn(aResponse().withStatus(422).withBody("no such\n invoice")));
        return server;
    }

    @AfterEach
    void stop() {
        connection.close();
        wire.close();
        erp.stop();
    }

    @Override
    protected ResultSink open() {
        return connection.openTarget(new HttpTargetSettings("erp-api", "POST", "/results"));
    }

    @Override
    protected List<Received> received() {
        return taken().stream()
                .map(request -> new Received(request.getHeader("Idempotency-Key"), request.getBodyAsString())).toList();
    }

    private List<LoggedRequest> taken() {
        return erp.getAllServeEvents().reversed().stream().filter(event -> event.getResponse().getStatus() == 204)
                .map(ServeEvent::getRequest).toList();
    }

    @Override
    protected Result deliverable(String id, @Nullable String orderingKey) {
        return result(id, "{\"no\":\"" + id + "\",\"city\":\"Zürich\"}", orderingKey);
    }

    @Override
    protected Result undeliverable(String id, @Nullable String orderingKey) {
        return result(id, "{\"no\":\"unpayable\"}", orderingKey);
    }

    private static Result result(String id, String payload, @Nullable String orderingKey) {
        return new Result(id, id.replaceAll("\\..*", ""), "invoice-posted", "confirmed", payload, orderingKey, null);
    }

    @Override
    protected void takeDown() {
        wire.cut();
    }

    @Override
    protected void bringUp() {
        wire.restore();
    }

    private void answer(ResponseDefinitionBuilder response) {
        erp.stubFor(any(anyUrl()).atPriority(1).willReturn(response));
    }

    private DeliveryOutcome deliverOne() {
        return sink().deliver(List.of(deliverable("a.1", null))).getFirst();
    }

    private Failed failOne() {
        DeliveryOutcome outcome = deliverOne();
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    @Test
    void theReceiverCanCheckWhoSentItAndWhen() {
        assertThat(deliverOne()).isEqualTo(new Delivered());

        LoggedRequest request = taken().getFirst();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/erp/results");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("a.1");
        assertThat(request.getHeader("X-EP-Timestamp")).isEqualTo("1793527200");
        assertThat(HttpSignature.verify(SECRET,
                new HttpSignature.Signed(request.getHeader("X-EP-Timestamp"), "POST", "/erp/results", "a.1",
                        request.getBody()),
                request.getHeader("X-EP-Signature"), NOW, Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void methodAndPathAreTheMappings() {
        ResultSink target = connection
                .openTarget(new HttpTargetSettings("erp-api", "PUT", "/calls/{callId}?status={status}"));
        target.deliver(List.of(deliverable("0199.2", null)));

        assertThat(taken()).singleElement().satisfies(request -> {
            assertThat(request.getMethod().getName()).isEqualTo("PUT");
            assertThat(request.getUrl()).isEqualTo("/erp/calls/0199?status=confirmed");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aPassingRefusalIsTriedAgain(int status) {
        answer(aResponse().withStatus(status).withHeader("Retry-After", "30"));

        assertThat(failOne()).isEqualTo(
                new Failed("POST /erp/results was answered with " + status + ", Retry-After: 30", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 400, 401, 403, 404, 409, 410, 422})
    void anyOtherAnswerIsFinalAndRedirectsAreNotFollowed(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", "http://127.0.0.1:" + erp.port() + "/elsewhere"));

        assertThat(failOne())
                .isEqualTo(new Failed("POST /erp/results was answered with " + status, false));
        assertThat(erp.getAllServeEvents()).hasSize(1);
    }

    @Test
    void whatTheReceiverSaidIsQuotedShortlyAndWithoutSecrets() {
        answer(aResponse().withStatus(400)
                .withBody("bad token t0ken\r\nand shared-s3cret " + "x".repeat(100_000)));

        assertThat(failOne().reason()).hasSize("POST /erp/results was answered with 400: ".length() + 200)
                .startsWith("POST /erp/results was answered with 400: bad token ••• and ••• xxx");
    }

    @Test
    void noAnswerInTimeIsTriedAgain() {
        answer(aResponse().withStatus(204).withFixedDelay(5_000));

        Failed failed = failOne();
        assertThat(failed.retryable()).isTrue();
        assertThat(failed.reason()).startsWith("POST /erp/results had no answer within 500 ms");
    }

    @Test
    void anAnswerThatDripsIsNotWaitedForForever() {
        answer(aResponse().withStatus(500).withBody("x".repeat(1_000)).withChunkedDribbleDelay(100, 20_000));

        Instant before = Instant.now();
        assertThat(failOne().retryable()).isTrue();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void aBrokenAnswerIsTriedAgain(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThat(failOne().retryable()).isTrue();
    }

    @Test
    void differentKeysGoAtTheSameTimeAndOneKeyInOrder() {
        answer(aResponse().withStatus(204).withFixedDelay(100));
        List<Result> results = IntStream.range(0, 24).mapToObj(n -> deliverable(n + ".1", "supplier-" + n % 4))
                .toList();

        Instant before = Instant.now();
        assertThat(sink().deliver(results)).hasOnlyElementsOfType(Delivered.class);

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(receivedIds()).hasSize(24);
        for (int key = 0; key < 4; key++) {
            int supplier = key;
            assertThat(receivedIds().stream().filter(id -> Integer.parseInt(id.replace(".1", "")) % 4 == supplier))
                    .containsExactlyElementsOf(IntStream.range(0, 6).mapToObj(n -> n * 4 + supplier + ".1").toList());
        }
    }

    @Test
    void anUnreachableSystemIsATrouble() {
        assertThat(connection.trouble()).isEmpty();
        takeDown();
        assertThat(connection.trouble().orElse("")).startsWith("cannot connect to 127.0.0.1:" + wire.port());
    }

    @Test
    void aTakenResultIsDeliveredHoweverItsAnswerDrips() {
        answer(aResponse().withStatus(200).withBody("x".repeat(1_000)).withChunkedDribbleDelay(100, 20_000));

        Instant before = Instant.now();
        assertThat(deliverOne()).isEqualTo(new Delivered());
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void credentialsInTheUrlAndOtherSchemesAreRefused() {
        for (String url : List.of("ftp://erp/", "erp.example", "https://user:pw@erp/", "https://erp/?a=b",
                "https://erp/#a")) {
            assertThatThrownBy(() -> new HttpConnectionSettings(URI.create(url), null, null, TIMEOUT, 1, false))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("baseUrl: ")
                    .hasMessageNotContaining("pw");
        }
    }
}
