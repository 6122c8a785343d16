package io.enterpriseproxy.server;

import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.mappings.AddressBooks;
import io.enterpriseproxy.server.mappings.Environments;
import io.enterpriseproxy.server.mappings.FileMapping;
import io.enterpriseproxy.server.mappings.StartMappings;
import io.enterpriseproxy.server.policy.PolicyReader;
import io.enterpriseproxy.server.policy.StartPolicies;
import io.enterpriseproxy.server.privacy.CloakKeys;
import io.enterpriseproxy.server.systems.ChainNames;
import io.enterpriseproxy.server.systems.Connectors;
import io.enterpriseproxy.server.systems.Contracts;
import org.springframework.context.support.GenericApplicationContext;

import java.nio.file.Path;
import java.util.List;

/** All that is read from files before anything is opened, so that every fault of every file is known at once. */
record Prepared(
        LoadedConfig config,
        ChainNames chains,
        Contracts contracts,
        AddressBooks addresses,
        CloakKeys cloaks,
        MappingCompiler compiler,
        List<FileMapping> mappings,
        PolicyReader policyReader,
        StartPolicies policies) {

    /** Reads ABIs and mappings; what has faults is left out and the faults are added. */
    static Prepared of(LoadedConfig config, Path mappings, Faults faults) {
        ChainNames chains = ChainNames.of(config.settings());
        Contracts contracts = Contracts.load(config, faults);
        AddressBooks addresses = new AddressBooks(config.settings().addressBook());
        CloakKeys cloaks = new CloakKeys(config.settings().cloakKeys().keySet());
        MappingCompiler compiler = new MappingCompiler(
                Environments.of(config, chains, contracts, Connectors.kinds(), addresses, cloaks));
        PolicyReader policyReader = new PolicyReader(config.settings().keys().keySet(), chains.all(),
                contracts::find);
        return new Prepared(config, chains, contracts, addresses, cloaks, compiler,
                FileMapping.load(mappings, compiler, faults),
                policyReader, StartPolicies.load(config.settings().policies(), policyReader, faults));
    }

    void register(GenericApplicationContext context) {
        context.registerBean(LoadedConfig.class, () -> config);
        context.registerBean(ProxyConfig.class, config::settings);
        context.registerBean(ChainNames.class, () -> chains);
        context.registerBean(Contracts.class, () -> contracts);
        context.registerBean(AddressBooks.class, () -> addresses);
        context.registerBean(CloakKeys.class, () -> cloaks);
        context.registerBean(MappingCompiler.class, () -> compiler);
        context.registerBean(StartMappings.class, () -> new StartMappings(mappings));
        context.registerBean(PolicyReader.class, () -> policyReader);
        context.registerBean(StartPolicies.class, () -> policies);
    }
}
