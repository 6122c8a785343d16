package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Hex;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The SHA-256 of an ordered list of texts, such that no two lists have the same bytes. Each text is written as the number of
 * its UTF-8 bytes in decimal, a colon, the bytes, a comma; one that is absent as {@code -,}. So the list
 * {@code ["ab", null, ""]} is hashed as {@code 2:ab,-,0:,}. Whoever reads the exported rows can compute every hash again with
 * these lines of Python:
 *
 * <pre>
 * def fields_hash(*texts):
 *     parts = [b'-,' if t is None else b'%d:%s,' % (len(t.encode()), t.encode()) for t in texts]
 *     return '0x' + hashlib.sha256(b''.join(parts)).hexdigest()
 * </pre>
 *
 * Numbers are written in decimal, times in ISO 8601 with at most microseconds, as {@link Instant#toString} writes them; both
 * stand so in the export.
 */
public final class FieldsHash {
    /** What comes before the first of a chain. */
    public static final String NONE = "0x" + "0".repeat(64);

    private FieldsHash() {}

    /** 0x and 64 lower-case digits. */
    public static String of(@Nullable Object... fields) {
        return Hex.encode(bytes(fields));
    }

    /** 32 bytes. */
    public static byte[] bytes(@Nullable Object... fields) {
        ByteArrayOutputStream list = new ByteArrayOutputStream(256);
        for (Object field : fields) {
            if (field == null) {
                list.writeBytes(ascii("-,"));
            } else {
                byte[] text = field.toString().getBytes(StandardCharsets.UTF_8);
                list.writeBytes(ascii(text.length + ":"));
                list.writeBytes(text);
                list.write(',');
            }
        }
        return Sha256.of(list.toByteArray());
    }

    /** The time as every database keeps it. */
    public static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
