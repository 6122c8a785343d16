package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Follows what other instances publish. */
final class MappingRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(MappingRefresh.class);

    private final PublishedMappings mappings;
    private final AddressBooks addresses;
    private final AddressEntries entries;

    MappingRefresh(PublishedMappings mappings, AddressBooks addresses, AddressEntries entries) {
        this.mappings = mappings;
        this.addresses = addresses;
        this.entries = entries;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 2_000)
    void refresh() {
        try {
            addresses.follow(entries.findAll());
            mappings.refresh();
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug())
                    .log("mappings cannot be looked up ({}); it is tried again", e.getMessage());
        }
    }
}
