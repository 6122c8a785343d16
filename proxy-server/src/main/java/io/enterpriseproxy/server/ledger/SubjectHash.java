package io.enterpriseproxy.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of how the enterprise knows a person: all that the ledger and the audit trail keep of it. Whoever knows the
 * person's id can find the entries; who knows none would have to try all.
 */
public record SubjectHash(byte[] bytes) {
    /** Of a subject, as the mapping's {@code subject} gives it. */
    public static SubjectHash of(String subject) {
        try {
            return new SubjectHash(
                    MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return "sha256:" + HexFormat.of().formatHex(bytes);
    }
}
