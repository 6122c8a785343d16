package io.enterpriseproxy.connector;

import java.util.Arrays;

/**
 * A password or token of the configuration. Its {@link #toString()} does not show it. Held as characters, so that one that
 * is needed once only can be wiped then.
 */
public final class Secret {
    private static final char WIPED = '\0';

    private final char[] value;

    public Secret(String value) {
        this.value = value.toCharArray();
    }

    /** The clear text; use it where the protocol needs it and nowhere else. */
    public String reveal() {
        return new String(value);
    }

    /** The clear text in an array of the caller's own, who wipes it. */
    public char[] revealCharacters() {
        return value.clone();
    }

    /** Overwrites it, for whoever holds it: it is not needed any more. */
    public void wipe() {
        Arrays.fill(value, WIPED);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(secret.value, value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "•••";
    }
}
