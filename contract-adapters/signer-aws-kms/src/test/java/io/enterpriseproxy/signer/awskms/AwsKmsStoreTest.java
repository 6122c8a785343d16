package io.enterpriseproxy.signer.awskms;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import io.enterpriseproxy.signer.WrappingService;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Against a stub that answers as the service does (JSON 1.1, signature version 4). */
class AwsKmsStoreTest extends RemoteKeyStoreContract {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String WRAPS = "alias/ep-privacy";
    private static final String WRAPS_TOO = "alias/ep-other";

    private final Map<String, String> aliases = new ConcurrentHashMap<>();

    @BeforeAll
    static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "a-secret");
    }

    @Override
    protected Answer answer(Request request) {
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                || !authorization.contains("/eu-central-1/kms/aws4_request")) {
            return error("IncompleteSignatureException", "not signed");
        }
        switch (request.getHeader("X-Amz-Target")) {
            case "TrentService.CreateKey" -> {
                return asked.path("KeySpec").asString("").equals("ECC_SECG_P256K1")
                        && asked.path("KeyUsage").asString("").equals("SIGN_VERIFY")
                                ? Answer.json(200, "{\"KeyMetadata\":{\"KeyId\":\"made\"}}")
                                : error("UnsupportedOperationException", "");
            }
            case "TrentService.CreateAlias" -> {
                aliases.put(asked.path("AliasName").asString(""), asked.path("TargetKeyId").asString(""));
                return Answer.json(200, "{}");
            }
            case "TrentService.Encrypt", "TrentService.Decrypt" -> {
                return wrapOrUnwrap(asked);
            }
            default -> {
            }
        }
        if (!asked.path("KeyId").asString("").equals(KEY) && !aliases.containsKey(asked.path("KeyId").asString(""))) {
            return error("NotFoundException", "Key '" + asked.path("KeyId").asString("") + "' does not exist");
        }
        return switch (request.getHeader("X-Amz-Target")) {
            case "TrentService.GetPublicKey" -> Answer.json(200, """
                    {"KeyId":"%s","KeySpec":"ECC_SECG_P256K1","KeyUsage":"SIGN_VERIFY","PublicKey":"%s",
                     "SigningAlgorithms":["ECDSA_SHA_256"]}"""
                    .formatted(KEY, base64(Encodings.der(StubService.publicKey()))));
            case "TrentService.Sign" -> sign(asked);
            case "TrentService.DescribeKey" -> Answer.json(200, "{\"KeyMetadata\":{\"KeyId\":\"made\"}}");
            default -> error("UnknownOperationException", "");
        };
    }

    /** As the service does, it knows the wrapping key by the bytes, and refuses if another one is named. */
    private Answer wrapOrUnwrap(JsonNode asked) {
        String key = asked.path("KeyId").asString("");
        String purpose = asked.path("EncryptionContext").toString();
        if (key.equals(KEY)) {
            return error("InvalidKeyUsageException", "the key is not for encrypting");
        }
        if (!List.of(WRAPS, WRAPS_TOO).contains(key)) {
            return error("NotFoundException", "Alias " + key + " is not found");
        }
        if (isRevoked()) {
            return error("AccessDeniedException", "not authorized to perform: kms:Decrypt");
        }
        if (asked.has("Plaintext")) {
            return purpose.equals("{\"purpose\":\"enterprise-proxy-cloak\"}")
                    ? Answer.json(200, "{\"CiphertextBlob\":\"" + base64(WrappingService.wrap(key + purpose,
                            Base64.getDecoder().decode(asked.path("Plaintext").asString("")))) + "\"}")
                    : error("ValidationException", "no purpose");
        }
        byte[] wrapped = Base64.getDecoder().decode(asked.path("CiphertextBlob").asString(""));
        return WrappingService.unwrap(key + purpose, wrapped)
                .map(secret -> Answer.json(200, "{\"Plaintext\":\"" + base64(secret) + "\"}"))
                .orElseGet(() -> WrappingService.unwrap(WRAPS + purpose, wrapped).isPresent()
                        ? error("IncorrectKeyException", "the key is not the one that encrypted")
                        : new Answer(400, "application/x-amz-json-1.1", "{\"__type\":\"InvalidCiphertextException\"}"));
    }

    private Answer sign(JsonNode asked) {
        byte[] message = Base64.getDecoder().decode(asked.path("Message").asString(""));
        if (isRevoked()) {
            return error("AccessDeniedException", "not authorized to perform: kms:Sign");
        }
        if (!asked.path("MessageType").asString("").equals("DIGEST") || message.length != 32
                || !asked.path("SigningAlgorithm").asString("").equals("ECDSA_SHA_256")) {
            return error("ValidationException", "not a digest");
        }
        return Answer.json(200, "{\"KeyId\":\"%s\",\"Signature\":\"%s\",\"SigningAlgorithm\":\"ECDSA_SHA_256\"}"
                .formatted(KEY, base64(Encodings.der(StubService.sign(message)))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Answer error(String code, String message) {
        return new Answer(400, "application/x-amz-json-1.1",
                "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
    }

    @Override
    protected KeyStore connect() {
        return new AwsKmsStore(new AwsKmsSettings("eu-central-1", service().url(), Duration.ofSeconds(5)));
    }

    @Override
    protected String key() {
        return KEY;
    }

    @Override
    protected String newKey() {
        return "alias/erp-ap";
    }

    @Override
    protected String wrappingKey() {
        return WRAPS;
    }

    @Override
    protected String otherWrappingKey() {
        return WRAPS_TOO;
    }

    @Override
    protected String unknownKey() {
        return "alias/nobody";
    }
}
