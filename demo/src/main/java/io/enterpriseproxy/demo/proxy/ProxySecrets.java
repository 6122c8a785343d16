package io.enterpriseproxy.demo.proxy;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secrets of one run, made anew each time.
 *
 * @param queuePassword of everybody at the JMS broker
 * @param databasePassword of the ERP's database
 * @param endpointSecret that the proxy signs HTTP results with
 * @param callerKey API key of the ERP, which may only hand in events
 * @param adminKey API key of the people who watch
 */
public record ProxySecrets(
        String queuePassword,
        String databasePassword,
        String endpointSecret,
        String callerKey,
        String adminKey) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** New ones. */
    public static ProxySecrets random() {
        return new ProxySecrets(password(), password(), password(), "ep_" + password(), "ep_" + password());
    }

    /** 43 characters of A-Z a-z 0-9 - _. */
    static String password() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ProxySecrets";
    }
}
