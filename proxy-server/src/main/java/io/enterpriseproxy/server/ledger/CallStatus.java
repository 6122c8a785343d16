package io.enterpriseproxy.server.ledger;

import java.util.Locale;

/** The API's words for where a call stands. */
public final class CallStatus {
    private CallStatus() {}

    /** The status of a call whose lane has handed out nonces up to {@code broadcastNonce}. */
    public static String of(CallRecord call, long broadcastNonce) {
        Long nonce = call.nonce();
        if (call.state() == CallState.SIGNED && nonce != null && nonce <= broadcastNonce) {
            return "broadcast";
        }
        return word(call.state());
    }

    /** {@code awaiting-approval} */
    public static String word(CallState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The state of a word other than broadcast.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    static CallState state(String word) {
        return CallState.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
