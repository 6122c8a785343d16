package io.enterpriseproxy.server.lane;

import java.util.UUID;

/** What an instance is called in the ledger: host (the pod's name on Kubernetes), process id, and what no other start has. */
public final class InstanceName {
    private static final int LONGEST_HOST = 40;

    private InstanceName() {}

    /** At most 64 characters; never the same twice. */
    public static String next() {
        String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host.substring(0, Math.min(LONGEST_HOST, host.length())) + "/" + ProcessHandle.current().pid() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
