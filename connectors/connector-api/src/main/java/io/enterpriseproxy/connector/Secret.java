package io.enterpriseproxy.connector;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A password or token of the configuration. Its {@link #toString()} does not show it. Held as characters, so that one that
 * is needed once only can be wiped then.
 */
public final class Secret {
    private static final char WIPED = '\0';

    private final char[] value;
    private final Supplier<String> source;
    private boolean taken;

    /** One that can be taken once. */
    public Secret(String value) {
        this(value, () -> {
            throw new IllegalStateException("the secret was taken already");
        });
    }

    /**
     * Reads it.
     *
     * @param source where it comes from; asked again when it is taken a second time
     */
    public Secret(Supplier<String> source) {
        this(source.get(), source);
    }

    private Secret(String value, Supplier<String> source) {
        this.value = value.toCharArray();
        this.source = source;
    }

    /** The clear text; use it where the protocol needs it and nowhere else. */
    public String reveal() {
        return new String(value);
    }

    /** The clear text in an array of the caller's own, who wipes it. */
    public char[] revealCharacters() {
        return value.clone();
    }

    /**
     * The clear text in an array of the caller's own, who wipes it. It is not kept: for whoever holds it, it is overwritten.
     * Taken again, it is read again from where it comes from.
     */
    public synchronized char[] take() {
        if (taken) {
            return source.get().toCharArray();
        }
        char[] characters = value.clone();
        Arrays.fill(value, WIPED);
        taken = true;
        return characters;
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
