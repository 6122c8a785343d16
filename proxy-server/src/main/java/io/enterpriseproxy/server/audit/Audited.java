package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.FieldsHash;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A change of the audit trail. The chain's entries are numbered without a gap, and each has the hash of the one before:
 * {@code hash = }{@link FieldsHash}{@code (}{@value #FORM}{@code , number, at, actor, action, subject, detail, before, after,
 * origin, previousHash)}.
 *
 * @param id rises with time
 * @param number in the chain; null for an entry that is older than the chain
 * @param actor the API client's name, {@code file} for what came with the files at start-up, or {@code server}
 * @param action what was done, for example {@code mapping.publish}
 * @param subject what it was done to, for example the mapping's name
 * @param before what the subject was, as JSON; null where there is no such thing
 * @param after what it became
 * @param origin the address that the request came from, {@code file}, or the instance
 */
public record Audited(
        long id,
        @Nullable Long number,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String detail,
        @Nullable String before,
        @Nullable String after,
        @Nullable String origin,
        @Nullable String previousHash,
        @Nullable String hash) {
    /** The first field of what is hashed: no other kind of row has it. */
    static final String FORM = "audit-entry/1";

    /** The hash that its fields give, whatever its own is. */
    String computedHash() {
        return FieldsHash.of(FORM, number, at, actor, action, subject, detail, before, after, origin, previousHash);
    }

    /** The entry as it follows another in the chain. */
    Audited chained(long itsNumber, String previous) {
        Audited linked = new Audited(id, itsNumber, at, actor, action, subject, detail, before, after, origin, previous,
                null);
        return new Audited(id, itsNumber, at, actor, action, subject, detail, before, after, origin, previous,
                linked.computedHash());
    }
}
