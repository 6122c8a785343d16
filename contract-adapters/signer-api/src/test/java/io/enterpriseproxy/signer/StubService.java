package io.enterpriseproxy.signer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.enterpriseproxy.chain.Signature;

import java.math.BigInteger;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A key store's service that really signs, for what cannot be had in a test. Every second of its signatures has a high s. */
public final class StubService implements AutoCloseable {
    /** What it answers. */
    public record Answer(int status, String contentType, String body, Map<String, String> headers) {
        public Answer(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }

        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }
    }

    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final KeyPair KEY = KeyPair.of(HexFormat.of().parseHex("4c".repeat(32)), CURVE);
    private static final AtomicInteger SIGNED = new AtomicInteger();

    private final Function<Request, Answer> answers;
    private final int port;
    private WireMockServer server;

    /** @param answers to each request, whatever its path */
    public StubService(Function<Request, Answer> answers) {
        this.answers = answers;
        this.server = start(0);
        this.port = server.port();
    }

    private WireMockServer start(int at) {
        WireMockConfiguration configuration = WireMockConfiguration.options().bindAddress("127.0.0.1")
                .extensions(new Answers());
        WireMockServer started = new WireMockServer(at == 0 ? configuration.dynamicPort() : configuration.port(at));
        started.start();
        started.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        return started;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its connections are refused from now on. */
    public void goDown() {
        server.stop();
    }

    /** It is back at the same address. */
    public void comeBack() {
        server = start(port);
    }

    /** The key that it signs with. */
    public static KeyPair key() {
        return KEY;
    }

    /** The public key, 65 bytes: 4, x, y. */
    public static byte[] publicKey() {
        return KEY.publicKey().clone();
    }

    /** Signs, as stores do it: with an s that may be high. */
    public static StoreSignature sign(byte[] digest) {
        return sign(digest, KEY);
    }

    /** The same with another key than the stub's own. */
    public static StoreSignature sign(byte[] digest, KeyPair key) {
        Signature signature = CURVE.sign(digest, key.privateKey(), key.publicKey());
        BigInteger s = new BigInteger(1, signature.s());
        return new StoreSignature(new BigInteger(1, signature.r()),
                SIGNED.getAndIncrement() % 2 == 0 ? s : Secp256k1Curve.ORDER.subtract(s));
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Answers implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Answer answer = answers.apply(event.getRequest());
            ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(answer.status()).withHeader("Content-Type", answer.contentType())
                    .withBody(answer.body());
            answer.headers().forEach(response::withHeader);
            return response.build();
        }

        @Override
        public String getName() {
            return "answers";
        }
    }
}
