package io.enterpriseproxy.signer.remote;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;

/** Against a stub that answers as Web3Signer does: it hashes what it is given. */
class Web3SignerTest extends SigningServiceContract {
    private static final String IDENTIFIER = Hex.encode(Arrays.copyOfRange(StubService.publicKey(), 1, 65));

    @Override
    RemoteSigningApi api() {
        return RemoteSigningApi.WEB3SIGNER;
    }

    @Override
    Answer answerKnown(Request request) {
        if (request.getUrl().equals("/api/v1/eth1/publicKeys")) {
            return Answer.json(200, "[\"" + IDENTIFIER + "\"]");
        }
        if (!request.getUrl().equals("/api/v1/eth1/sign/" + IDENTIFIER)) {
            return new Answer(404, "text/plain", "Public Key not found");
        }
        byte[] data = Hex.decode(JsonMapper.shared().readTree(request.getBodyAsString()).path("data").asString(""));
        return new Answer(200, "text/plain; charset=utf-8",
                Hex.encode(Encodings.concatenated(StubService.sign(Keccak256.hash(data)))) + "1b");
    }
}
