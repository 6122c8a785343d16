package io.enterpriseproxy.server.audit;

import java.nio.file.Path;

class H2TamperingIT extends TamperingContract {
    @Override
    AuditedLedger start(Path directory) {
        return AuditedLedger.h2(directory);
    }
}
