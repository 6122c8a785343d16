package io.enterpriseproxy.demo.erp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

final class ErpEndpointIT {
    private static final String BODY = "{\"invoice\":\"5105600101\",\"status\":\"confirmed\",\"transaction\":\"0xabc\"}";

    private final ErpEndpoint endpoint = new ErpEndpoint("secret");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        endpoint.close();
    }

    @Test
    void signedResultIsTaken() throws Exception {
        assertThat(send("secret", Instant.now(), "id.1")).isEqualTo(204);

        assertThat(endpoint.results()).containsExactly(
                new ErpResult("http /invoices/chain-status", "5105600101", "id.1", true, "", "0xabc"));
    }

    @Test
    void proofOfARecordIsTakenUnderItsCertificate() throws Exception {
        assertThat(send("secret", Instant.now(), "id.1", "/proofs/0190-7",
                "{\"certificateNo\":\"QC-1\",\"root\":\"0xab\"}")).isEqualTo(204);

        assertThat(endpoint.results()).containsExactly(new ErpResult("http /proofs", "QC-1", "id.1", true, "", ""));
    }

    @Test
    void resultThatIsSignedByAnotherIsRefused() throws Exception {
        assertThat(send("guess", Instant.now(), "id.1")).isEqualTo(401);
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void recordedResultUnderAnotherIdIsRefused() throws Exception {
        assertThat(send("secret", Instant.now(), "id.2")).isEqualTo(401);
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void oldResultIsRefused() throws Exception {
        assertThat(send("secret", Instant.now().minus(Duration.ofMinutes(6)), "id.1")).isEqualTo(401);
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void resultWithoutSignatureIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(endpoint.url().resolve("/invoices/chain-status"))
                .POST(HttpRequest.BodyPublishers.ofString(BODY)).build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    private int send(String secret, Instant at, String resultId)
            throws IOException, InterruptedException, GeneralSecurityException {
        return send(secret, at, resultId, "/invoices/chain-status", BODY);
    }

    private int send(String secret, Instant at, String resultId, String path, String body)
            throws IOException, InterruptedException, GeneralSecurityException {
        String timestamp = String.valueOf(at.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of()
                .formatHex(mac.doFinal((timestamp + "\nPOST\n" + path + "\nid.1\n" + body)
                        .getBytes(StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(endpoint.url().resolve(path))
                .header("X-EP-Timestamp", timestamp).header("X-EP-Signature", "v2=" + signature)
                .header("Idempotency-Key", resultId).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
