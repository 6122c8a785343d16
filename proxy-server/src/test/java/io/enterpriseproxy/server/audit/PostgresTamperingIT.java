package io.enterpriseproxy.server.audit;

import java.nio.file.Path;

class PostgresTamperingIT extends TamperingContract {
    @Override
    AuditedLedger start(Path directory) {
        return AuditedLedger.postgres(directory);
    }
}
