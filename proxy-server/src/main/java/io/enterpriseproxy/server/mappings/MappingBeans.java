package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.FollowedChains;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class MappingBeans {
    @Bean
    MappingArchive mappingArchive(MappingHeads heads, StoredVersions versions, AuditTrail audit,
            LedgerTransactions transactions, Clock clock) {
        return new MappingArchive(heads, versions, audit, transactions, clock);
    }

    /** Needs the address book's rows first: expressions of test events may ask for them. */
    @Bean
    PublishedMappings publishedMappings(MappingArchive archive, MappingCompiler compiler, StartMappings start,
            AddressBooks addresses, AddressEntries entries, FollowedChains chains) {
        addresses.follow(entries.findAll());
        new FileImport(archive).publish(start.files());
        PublishedMappings mappings = new PublishedMappings(archive, compiler, chains);
        mappings.refresh();
        return mappings;
    }

    @Bean
    MappingAdmin mappingAdmin(MappingArchive archive, MappingCompiler compiler, PublishedMappings published,
            Policies policies, ProxyConfig config) {
        return new MappingAdmin(archive, compiler, published, policies::rules, config.security().secondPerson());
    }

    @Bean
    AddressBookAdmin addressBookAdmin(AddressBooks books, AddressRows rows, LedgerTransactions transactions,
            ProxyConfig config) {
        return new AddressBookAdmin(books, rows, transactions, config.security().secondPerson());
    }

    @Bean
    AddressRows addressRows(AddressEntries entries, AddressChanges changes, AuditTrail audit, Clock clock) {
        return new AddressRows(entries, changes, audit, clock);
    }

    @Bean
    MappingRefresh mappingRefresh(PublishedMappings mappings, AddressBooks addresses, AddressEntries entries) {
        return new MappingRefresh(mappings, addresses, entries);
    }
}
