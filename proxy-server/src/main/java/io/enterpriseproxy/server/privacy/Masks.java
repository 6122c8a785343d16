package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.ledger.CallRecord;

import java.util.function.Supplier;

/**
 * What people do not see of a mapping's events. The current version counts for earlier calls too, beside their own: a field
 * that is sensitive now was so before.
 */
public final class Masks {
    private final MappingCatalog mappings;

    public Masks(MappingCatalog mappings) {
        this.mappings = mappings;
    }

    /** Of events that are no calls; everything, if the mapping can not be read any more. */
    public SensitivePaths of(String mapping) {
        try {
            return mappings.sensitive(mapping);
        } catch (NotConfiguredException e) {
            return SensitivePaths.ALL;
        }
    }

    /** Of calls that were accepted with a version. */
    public SensitivePaths of(String mapping, int version) {
        try {
            return mappings.version(mapping, version).mapping().sensitive().and(mappings.current(mapping)
                    .map(current -> current.mapping().sensitive()).orElse(SensitivePaths.NONE));
        } catch (NotConfiguredException e) {
            return SensitivePaths.ALL;
        }
    }

    /** Hides what is sensitive about a call in what was made of it. */
    public Masking ofCall(CallRecord call) {
        return ofCall(call.mapping(), call.mappingVersion(), call::event);
    }

    /**
     * The same for what is known of a call by itself.
     *
     * @param event canonical JSON; asked for only if anything of it is sensitive
     */
    public Masking ofCall(String mapping, int version, Supplier<String> event) {
        SensitivePaths paths = of(mapping, version);
        return paths.isEmpty() ? Masking.NONE : paths.of(EventFormat.readStored(event.get()));
    }
}
