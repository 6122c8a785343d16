package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Audited;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.function.Function;

/** Who changed what. */
@RestController
final class AuditController {
    private final AuditTrail audit;

    AuditController(AuditTrail audit) {
        this.audit = audit;
    }

    /** The newest first. */
    @GetMapping("/api/v1/audit")
    Page<Audited> list(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        Long before = Cursor.read(cursor);
        int most = Limits.of(limit);
        return Page.of(audit.list(before == null ? Long.MAX_VALUE : before, most + 1), most, Audited::id,
                Function.identity());
    }
}
