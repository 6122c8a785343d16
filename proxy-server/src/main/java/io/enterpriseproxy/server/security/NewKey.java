package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A key that was just made, with 256 bits that nobody can guess.
 *
 * @param id how it begins: tells it from the client's other key, and says nothing of the rest
 */
record NewKey(String id, Secret key) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("ep_[A-Za-z0-9_-]{32,}");
    private static final int BYTES = 32;
    private static final int SHOWN = "ep_".length() + 6;

    static NewKey random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String key = "ep_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new NewKey(beginning(key), new Secret(key));
    }

    /** Whether a text may be a key: of another secret its beginning could be most. */
    static boolean isOfItsForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** What of a key may be shown. */
    static String beginning(String key) {
        return key.substring(0, SHOWN);
    }

    ApiKeyHash hash() {
        return ApiKeyHash.ofKey(key.reveal());
    }
}
