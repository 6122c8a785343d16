package io.enterpriseproxy.connector;

import java.util.Locale;

import static io.enterpriseproxy.connector.ProblemKind.BUG;
import static io.enterpriseproxy.connector.ProblemKind.CALLER;
import static io.enterpriseproxy.connector.ProblemKind.CAPACITY;
import static io.enterpriseproxy.connector.ProblemKind.CHAIN;
import static io.enterpriseproxy.connector.ProblemKind.CONFIG;
import static io.enterpriseproxy.connector.ProblemKind.KEY;

/**
 * Every problem that the proxy can name. The slug is stable: it is in answers, rows, metrics, logs, and is a heading of
 * {@code docs/reference/problems.md}.
 */
public enum ProblemCode {
    MALFORMED_EVENT(CALLER, 400, "Send the event in the format that the mapping names."),
    EVENT_TOO_LARGE(CALLER, 413, "Send smaller events, or raise the limit in the configuration."),
    EVENT_AGAINST_SCHEMA(CALLER, 422, "Send the event as the mapping's schema says."),
    MISSING_IDEMPOTENCY_KEY(CALLER, 422,
            "Send the field that the mapping's idempotencyKey names, or an Idempotency-Key header."),
    IDEMPOTENCY_KEY_MISMATCH(CALLER, 400, "Leave the Idempotency-Key header out: the mapping makes the key."),
    IDEMPOTENCY_KEY_REUSED(CALLER, 409, "Use a new key for another event."),
    EVENT_OF_ANOTHER_CALL(CALLER, 409,
            "Keep what makes the idempotency key, or submit the event as one of its own."),
    INVALID_ARGUMENT(CALLER, 422, "Send a value that the contract's ABI takes."),
    INEXACT_NUMBER(CALLER, 422, "Use the exact functions ($units, $add, $mul …) or send the amount as text."),
    EXPRESSION_FAILED(CALLER, 422, "Send the fields that the mapping's expression reads, or mend the expression."),
    EXPRESSION_OUT_OF_BOUNDS(CALLER, 422, "Simplify the expression or send a smaller event."),
    INVALID_REQUEST(CALLER, 400, "Send the request as /openapi.json says."),
    UNAUTHORIZED(CALLER, 401, "Send Authorization: Bearer ep_… with a key of an API client."),
    FORBIDDEN(CALLER, 403, "Ask an admin for the permission."),
    NOT_FOUND(CALLER, 404, "Check the name or id."),
    METHOD_NOT_ALLOWED(CALLER, 405, "Use a method that /openapi.json names for this path."),
    NOT_ACCEPTABLE(CALLER, 406, "Accept application/json."),
    UNSUPPORTED_MEDIA_TYPE(CALLER, 415, "Send the content type that the mapping or /openapi.json names."),
    UNKNOWN_MAPPING(CALLER, 404, "Use the name of a published mapping."),
    MAPPING_PAUSED(CALLER, 503, "Send the event again when the mapping is resumed."),
    CANCELLED(CALLER, 409, "Retry the call if it is wanted after all."),
    NOT_IN_THIS_STATE(CALLER, 409, "Look at the status first."),
    NAME_TAKEN(CALLER, 409, "Use another name."),
    CHAIN_TAKEN(CALLER, 409, "Give each chain a name and an id of its own; what one is registered as stays."),
    CONFIGURED_CLIENT(CALLER, 409, "Change the client in the configuration file, and restart."),
    LAST_ADMIN(CALLER, 409, "Make another admin without an end first."),
    TOO_MANY_KEYS(CALLER, 409, "Remove the key that is used no more, then make another."),
    SECOND_PERSON(CALLER, 403, "Have another client with the role look at it, and do it."),
    CHANGED_SINCE(CALLER, 409, "Look at it again, and name what you have seen."),
    TOO_MANY_REQUESTS(CAPACITY, 429, "Send again after the time in Retry-After."),
    IDENTITY_UNAVAILABLE(CAPACITY, 503,
            "Send again after the time in Retry-After; look at the token issuer if it lasts."),
    LEDGER_UNAVAILABLE(CAPACITY, 503,
            "Send again after the time in Retry-After, with the same key: nothing is executed twice."),
    SHUTTING_DOWN(CAPACITY, 503, "Send again after the time in Retry-After; nothing was accepted."),
    INVALID_MAPPING(CONFIG, 422, "Mend the mapping file."),
    INVALID_POLICY(CONFIG, 422, "Mend the policy."),
    INVALID_CONFIG(CONFIG, 500, "Mend the configuration file."),
    BROKEN_MAPPING(CONFIG, 503, "Mend the mapping, or the configuration that it does not fit."),
    NOT_CONFIGURED(CONFIG, 503, "Put it back into the configuration until the calls that need it are settled."),
    LEDGER_NOT_DURABLE(CONFIG, 500,
            "Set fsync and full_page_writes to on in the database's postgresql.conf and have it read again."),
    NODE_UNAVAILABLE(CHAIN, 503, "Events wait in the ledger and go on when a node answers."),
    WRONG_CHAIN(CHAIN, 503, "Point the configuration to nodes of the right chain."),
    SIMULATION_REVERTED(CHAIN, 422, "The contract refuses this call; look at the reason."),
    CONTRACT_REVERTED(CHAIN, 422, "The contract refused this call; look at the reason."),
    TRANSACTION_REFUSED(CHAIN, 503, "Look at the reason the node gave, and at the lane's why."),
    INSUFFICIENT_FUNDS(CHAIN, 503, "Fund the sender's account; the lane goes on by itself."),
    LEDGER_BEHIND_CHAIN(CHAIN, 503, "Find out who else used the sender's account, then resume the lane."),
    PERHAPS_EXECUTED(CHAIN, 409, "Look at the transaction; retry the call if it was made for another event."),
    DEEP_REORG(CHAIN, 503, "Raise the chain's confirmations, and look at the calls that were taken back."),
    NONCE_TAKEN(CHAIN, 409, "Find out who else uses the sender's account, then retry the call."),
    KEY_UNAVAILABLE(KEY, 503, "Look at the key store; events wait in the ledger."),
    KEY_NOT_ALLOWED(KEY, 403, "Let a policy of the key allow it, then retry the call."),
    BUDGET_EXHAUSTED(KEY, 403, "Retry the call in the budget's next hour or day, or raise the budget."),
    APPROVAL_DECLINED(KEY, 403, "Talk to who declined it; retry the call to ask once more."),
    APPROVAL_EXPIRED(KEY, 403, "Retry the call to ask once more."),
    SIGNATURES_EXPIRED(KEY, 403, "Retry the call to have another transaction signed."),
    SIG_HASH_MISMATCH(CALLER, 409, "Look at the signing again, and sign the sigHash that it has."),
    SIGNATURE_NOT_WANTED(CALLER, 422, "Sign the sigHash with a key that is the account's, and a holder's of it."),
    INTENT_MISMATCH(CALLER, 409, "Look at the approval again: send the intentHash that it has."),
    WRITE_BACK_FAILED(CONFIG, 503, "Look at the reason, mend the target, and replay the dead letter."),
    INTERNAL_ERROR(BUG, 500, "Report it with the problem's id from the log.");

    private final ProblemKind kind;
    private final int httpStatus;
    private final String cure;
    private final String slug;

    ProblemCode(ProblemKind kind, int httpStatus, String cure) {
        this.kind = kind;
        this.httpStatus = httpStatus;
        this.cure = cure;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable name, for example {@code invalid-argument}. */
    public String slug() {
        return slug;
    }

    /** Who can mend it. */
    public ProblemKind kind() {
        return kind;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return httpStatus == 503 || httpStatus == 429;
    }

    /** One sentence: what to do. */
    public String cure() {
        return cure;
    }
}
