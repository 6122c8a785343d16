package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership.OutcomeMaking;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.BlockAnchorRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.privacy.Masks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class AnchorBeans {
    @Bean
    AnchorPlaces anchorPlaces(ProxyConfig config, MappingCatalog mappings) {
        return new AnchorPlaces(config.anchors(), mappings);
    }

    @Bean
    AnchorSweep anchorSweep(AnchorPlaces places, LaneLedger ledger, AnchorRows rows, ObjectProvider<Intake> intake,
            Chains chains, OutcomeMaking making) {
        Standstill standstill = new Standstill(ledger.transactions(), rows);
        return new AnchorSweep(places, ledger.transactions(), rows, new TreeStep(ledger.transactions(), rows),
                new RootStep(ledger.transactions(), rows, ledger.calls(), intake::getObject, chains,
                        standstill),
                new SettleStep(ledger, rows, making.outcomes(), making.commit(), standstill));
    }

    @Bean
    BlockAnchorRows blockAnchorRows(JdbcTemplate jdbc) {
        return new BlockAnchorRows(jdbc);
    }

    @Bean
    BlockAnchors blockAnchors(ProxyConfig config, Chains chains, LedgerTransactions transactions,
            BlockAnchorRows rows, ObjectProvider<Intake> intake) {
        return new BlockAnchors(config.blockAnchors(), chains, transactions, rows, intake::getObject);
    }

    @Bean
    EventProofs eventProofs(ProxyConfig config, Chains chains, BlockAnchorRows rows, LaneLedger ledger) {
        return new EventProofs(config.blockAnchors(), chains, rows, ledger.calls());
    }

    @Bean
    AnchorProofs anchorProofs(AnchorRows rows, LaneLedger ledger, Chains chains, Masks masks, AuditTrail audit) {
        return new AnchorProofs(rows, ledger.calls(), chains, masks, ledger.transactions(), audit);
    }
}
