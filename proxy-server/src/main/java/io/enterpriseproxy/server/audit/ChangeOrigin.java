package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.InstanceName;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the change that this thread makes comes from. */
final class ChangeOrigin {
    private static final String FILE = "file";

    private final InstanceName instance;

    ChangeOrigin(InstanceName instance) {
        this.instance = instance;
    }

    /** The address of the HTTP request; without one, {@code file} for what came with files, else the instance. */
    String of(String actor) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            return request.getRequest().getRemoteAddr();
        }
        return actor.equals(FILE) ? FILE : instance.text();
    }
}
