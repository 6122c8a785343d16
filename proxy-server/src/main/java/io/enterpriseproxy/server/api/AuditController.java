package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.audit.AuditExport;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Audited;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Who changed what. */
@RestController
final class AuditController {
    private final AuditTrail audit;
    private final AuditExport export;

    AuditController(AuditTrail audit, AuditExport export) {
        this.audit = audit;
        this.export = export;
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

    /** All chains, one row per line, with what is needed to compute every hash again. */
    @GetMapping(path = "/api/v1/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        export.write(response.getWriter());
    }
}
