package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.mapping.GasPayer;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.CallRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be signed, for rules and for people. */
final class Intent {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Intent() {}

    /** For the rules of a policy. */
    static SigningIntent of(String key, GasShare share, Proposal proposal, Instant at) {
        CallRecord call = proposal.call();
        return new SigningIntent(key, share.role(), call.mapping(), SourceJson.client(call.source()), call.chain(),
                call.contract(), call.function(), arguments(call),
                share.role() == SigningRole.SENDER ? call.value() : BigInteger.ZERO, proposal.gasLimit(),
                FeePayer.share(proposal.gasCost(), share.percent()), at);
    }

    private static Map<String, String> arguments(CallRecord call) {
        Map<String, String> arguments = new HashMap<>();
        for (Map.Entry<String, JsonNode> argument : JSON.readTree(call.arguments()).properties()) {
            JsonNode value = argument.getValue();
            arguments.put(argument.getKey(), value.isValueNode() ? value.asString() : value.toString());
        }
        return arguments;
    }

    /**
     * For people: a JSON text that holds all that decides what is executed, with the most that its gas may cost. The nonce is not
     * in it, since a call that waits has none.
     */
    static String text(Proposal proposal, long gasLimit, BigInteger feeCap, @Nullable GasPayer payer) {
        CallRecord call = proposal.call();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("call", call.id().toString());
        text.put("mapping", call.mapping());
        text.put("mappingVersion", call.mappingVersion());
        text.put("chain", call.chain());
        text.put("chainId", proposal.chainId());
        text.put("sender", proposal.sender().checksummed());
        text.put("contract", call.contract());
        text.put("to", call.to().checksummed());
        text.put("function", call.function());
        text.put("arguments", JSON.readTree(call.arguments()));
        text.put("data", "0x" + HexFormat.of().formatHex(call.input()));
        text.put("value", call.value().toString());
        text.put("gasLimit", gasLimit);
        text.put("maxFeePerGas", feeCap.toString());
        if (payer != null) {
            text.put("feePayer", payer.key());
            text.put("feeRatio", payer.percent());
        }
        return JSON.writeValueAsString(text);
    }

    /** SHA-256 of the UTF-8 text, in 0x-hex. */
    static String hash(String text) {
        try {
            return "0x" + HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
