package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * What an instance is called in the ledger: host (the pod's name on Kubernetes), process id, and what no other start has.
 *
 * @param text at most 64 characters
 */
public record InstanceName(String text) {
    private static final int LONGEST_HOST = 40;

    /** Never the same twice. */
    public static InstanceName next() {
        return new InstanceName(next(System.getenv("HOSTNAME")));
    }

    /** @param hostname what the environment says; shells keep it to themselves, containers do not */
    static String next(@Nullable String hostname) {
        String host = hostname == null || hostname.isBlank() ? localHost() : hostname;
        return host.substring(0, Math.min(LONGEST_HOST, host.length())) + "/" + ProcessHandle.current().pid() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
