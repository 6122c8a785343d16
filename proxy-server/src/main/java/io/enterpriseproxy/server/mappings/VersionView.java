package io.enterpriseproxy.server.mappings;

import java.time.Instant;

/**
 * A published version.
 *
 * @param origin {@code file} or {@code api}
 */
public record VersionView(int version, String origin, String publishedBy, Instant publishedAt, String text) {
    static VersionView of(StoredVersion stored) {
        return new VersionView(stored.key().version(), stored.origin().word(), stored.publishedBy(),
                stored.publishedAt(), stored.document());
    }
}
