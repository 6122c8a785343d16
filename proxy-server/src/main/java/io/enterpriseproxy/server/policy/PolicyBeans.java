package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.FollowedChains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.BudgetRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class PolicyBeans {
    @Bean
    StopSwitches stopSwitches(LedgerTransactions transactions, JdbcTemplate jdbc, AuditTrail audit, Clock clock,
            KeyRing keys) {
        StopSwitches switches = new StopSwitches(transactions, new StopRows(jdbc), audit, clock, keys);
        switches.refresh();
        return switches;
    }

    @Bean
    PolicyRows policyRows(JdbcTemplate jdbc) {
        return new PolicyRows(jdbc);
    }

    @Bean
    Policies policies(JdbcTemplate jdbc, PolicyReader reader, FollowedChains chains) {
        return Policies.open(jdbc, reader, chains);
    }

    @Bean
    PolicyAdmin policyAdmin(PolicyAdmin.Rows rows, PolicyReader reader, Policies policies, StartPolicies start,
            AuditTrail audit, Clock clock) {
        PolicyAdmin admin = new PolicyAdmin(rows, reader, policies, audit, clock);
        admin.publishFiles(start.files());
        return admin;
    }

    @Bean
    PolicyAdmin.Rows policyAdminRows(LedgerTransactions transactions, PolicyRows policies, BudgetRows budgets) {
        return new PolicyAdmin.Rows(transactions, policies, budgets);
    }

    @Bean
    ApprovalRows approvalRows(JdbcTemplate jdbc) {
        return new ApprovalRows(jdbc);
    }

    /** The policies of files count from the first signature on. */
    @Bean
    @DependsOn("policyAdmin")
    SigningRules signingRules(Policies policies, MappingCatalog mappings, ApprovalRows approvals, Clock clock) {
        return new SigningRules(policies, mappings, approvals, clock);
    }

    /** Those of a policy that is gone may have charges that are not settled. */
    @Bean
    Budgets budgets(LedgerTransactions transactions, BudgetRows rows, Policies policies) {
        boolean before = rows.any();
        return new Budgets(transactions, rows, () -> before || policies.haveBudgets());
    }
}
