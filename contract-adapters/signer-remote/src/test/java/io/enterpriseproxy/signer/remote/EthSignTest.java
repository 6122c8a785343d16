package io.enterpriseproxy.signer.remote;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.OpenKeyStore;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class EthSignTest extends SigningServiceContract {
    private volatile boolean prefixes;

    @Override
    RemoteSigningApi api() {
        return RemoteSigningApi.ETH_SIGN;
    }

    @Override
    Answer answerKnown(Request request) {
        return RpcAnswers.to(request, "eth_sign", parameters -> {
            byte[] digest = Hex.decode(parameters.path(1).asString(""));
            byte[] signed = prefixes
                    ? Keccak256
                            .hash(concat("\u0019Ethereum Signed Message:\n32".getBytes(StandardCharsets.UTF_8), digest))
                    : digest;
            return "\"" + Hex.encode(Encodings.concatenated(StubService.sign(signed))) + "1b\"";
        });
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void serviceThatPutsAPrefixBeforeTheDigestIsFoundOut() {
        // Given
        prefixes = true;
        try (OpenKeyStore store = new OpenKeyStore("service", connect(), 2, Duration.ofSeconds(5))) {
            // When
            Signer.Signed signed = store.signer(key(), null).sign(requests("prefix", 1));
            // Then
            assertThat(signed.signatures()).isEmpty();
            assertThat(signed.fault()).contains("signed something else");
        }
    }
}
