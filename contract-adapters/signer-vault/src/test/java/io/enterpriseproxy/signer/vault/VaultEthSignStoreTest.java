package io.enterpriseproxy.signer.vault;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.signer.EncodingService;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a stub that answers as the plugin does. */
class VaultEthSignStoreTest extends RemoteKeyStoreContract {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private final VaultStub vault = new VaultStub(this::account);
    private final Map<String, KeyPair> accounts = new ConcurrentHashMap<>(Map.of("pay", StubService.key()));

    @Override
    protected Answer answer(Request request) {
        return vault.answer(request);
    }

    private Answer account(Request request) {
        if (isRevoked()) {
            return VaultStub.denied();
        }
        String path = request.getUrl().replaceFirst("^/v1/ethereum/accounts/?", "");
        if (path.isEmpty()) {
            JsonNode wanted = JsonMapper.shared().readTree(request.getBodyAsString());
            KeyPair key = wanted.has("privateKey")
                    ? KeyPair.of(Hex.decode("0x" + wanted.path("privateKey").asString("")), CURVE)
                    : KeyPair.random(CURVE);
            accounts.put(key.address().lowerCase(), key);
            return address(key);
        }
        KeyPair key = accounts.get(path.replace("/sign", ""));
        if (key == null) {
            return Answer.json(404, "{\"errors\":[]}");
        }
        return path.endsWith("/sign")
                ? Answer.json(200, "{\"data\":{\"transaction_hash\":\"0x\",\"signed_transaction\":\"%s\"}}"
                        .formatted(sign(key, request)))
                : address(key);
    }

    private static Answer address(KeyPair key) {
        return Answer.json(200, "{\"data\":{\"address\":\"%s\"}}".formatted(key.address().lowerCase()));
    }

    private static String sign(KeyPair key, Request request) {
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        return EncodingService.signLegacy(key, number(asked, "chainId").longValueExact(), number(asked, "nonce"),
                number(asked, "gasPrice"), number(asked, "gas"), asked.path("to").asString(""), number(asked, "value"),
                asked.path("data").asString(""));
    }

    private static BigInteger number(JsonNode asked, String name) {
        return new BigInteger(asked.path(name).asString(""));
    }

    @Override
    protected boolean signsDynamicFees() {
        return false;
    }

    @Override
    protected KeyStore connect() {
        return new VaultEthSignStore(VaultStub.settings(service(), VaultStub.LOGIN, null), "ethereum");
    }

    @Override
    protected String key() {
        return "pay";
    }

    @Override
    protected String newKey() {
        return "new";
    }

    @Override
    protected String importedKey() {
        return "old";
    }

    @Override
    protected String unknownKey() {
        return "nobody";
    }

    @Override
    protected String refusesToWrap() {
        return "add transit:";
    }

    @Test
    void transactionThatThePluginCannotSignIsNamed() {
        // Given
        SigningRequest legacy = requests("dynamic", 1).getFirst();
        UnsignedTransaction same = legacy.transaction();
        UnsignedTransaction dynamic = new UnsignedTransaction(same.chainId(), same.from(), same.nonce(), same.to(),
                same.value(), same.input(), same.gasLimit(), new Fee.DynamicFee(BigInteger.TEN, BigInteger.ONE));
        // When
        String fault = openStore().signer(key(), null).sign(List.of(SigningRequest.of(dynamic, legacy.payload())))
                .fault();
        // Then
        assertThat(fault).contains("legacy: true");
    }
}
