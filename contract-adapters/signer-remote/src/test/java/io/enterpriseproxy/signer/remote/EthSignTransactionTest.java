package io.enterpriseproxy.signer.remote;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.EncodingService;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;

/** Against a service that encodes transactions with web3j; every second answer has the form of geth's. */
class EthSignTransactionTest extends SigningServiceContract {
    private volatile boolean asObject;

    @Override
    RemoteSigningApi api() {
        return RemoteSigningApi.ETH_SIGN_TRANSACTION;
    }

    @Override
    Answer answerKnown(Request request) {
        return RpcAnswers.to(request, "eth_signTransaction", parameters -> {
            String raw = "\"" + sign(parameters.path(0)) + "\"";
            asObject = !asObject;
            return asObject ? "{\"raw\":" + raw + ",\"tx\":{}}" : raw;
        });
    }

    private static String sign(JsonNode asked) {
        long chainId = number(asked, "chainId").longValueExact();
        String to = asked.path("to").asString("");
        String data = asked.path("data").asString("");
        return asked.has("gasPrice")
                ? EncodingService.signLegacy(StubService.key(), chainId, number(asked, "nonce"),
                        number(asked, "gasPrice"),
                        number(asked, "gas"), to, number(asked, "value"), data)
                : EncodingService.signDynamic(chainId, number(asked, "nonce"), number(asked, "maxPriorityFeePerGas"),
                        number(asked, "maxFeePerGas"), number(asked, "gas"), to, number(asked, "value"), data);
    }

    private static BigInteger number(JsonNode asked, String name) {
        return Numeric.decodeQuantity(asked.path(name).asString(""));
    }
}
