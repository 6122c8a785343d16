package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.ledger.ChainReaderRows;
import io.enterpriseproxy.server.ledger.ContractEventRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

@Configuration(proxyBeanMethods = false)
class ContractEventBeans {
    @Bean
    ContractEventReaders.Ledger contractEventLedger(LedgerTransactions transactions, JdbcTemplate jdbc, Clock clock,
            WriteBackRows writeBacks, DataSourceProperties ledger) {
        boolean h2 = ledger.determineUrl().startsWith("jdbc:h2:");
        return new ContractEventReaders.Ledger(transactions, new ChainReaderRows(jdbc, h2),
                new ContractEventRows(jdbc, h2, writeBacks, clock), h2);
    }

    @Bean
    ContractEventReaders contractEventReaders(Chains chains, LaneOwnership ownership,
            ContractEventReaders.Ledger ledger, PublishedMappings mappings, MappingCatalog catalog,
            WriteBackDispatcher dispatcher) {
        ContractEventReaders readers = new ContractEventReaders(chains, ownership, ledger, watched(mappings), catalog);
        readers.listen(told -> dispatcher.wake(targets(told)));
        return readers;
    }

    private static Supplier<List<WatchedMapping>> watched(PublishedMappings mappings) {
        return () -> mappings.all().values().stream().filter(current -> !current.paused())
                .flatMap(current -> current.mapping().contractEvents()
                        .map(events -> new WatchedMapping(current.mapping(), events, current.version())).stream())
                .toList();
    }

    private static Set<TargetKey> targets(List<ContractEventRows.Told> told) {
        Set<TargetKey> targets = new HashSet<>();
        told.forEach(each -> each.writeBacks().forEach(
                writeBack -> targets.add(new TargetKey(each.event().mapping(), writeBack.target()))));
        return targets;
    }
}
