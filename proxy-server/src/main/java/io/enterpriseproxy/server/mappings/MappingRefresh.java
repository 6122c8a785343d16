package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Follows what other instances publish. */
final class MappingRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(MappingRefresh.class);

    private final PublishedMappings mappings;
    private final AddressBooks addresses;
    private final AddressEntries entries;
    /** Once for each time that the ledger is away. */
    private volatile boolean told;

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
            told = false;
        } catch (DataAccessException | TransactionException e) {
            LOG.atLevel(told ? Level.DEBUG : Level.WARN).addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug())
                    .log("mappings cannot be looked up ({}); it is tried again until it works", e.getMessage());
            told = true;
        }
    }
}
