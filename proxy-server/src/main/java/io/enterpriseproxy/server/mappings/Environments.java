package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.expression.AddressBook;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.ServerConfig;
import io.enterpriseproxy.server.systems.Contracts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What mappings may name, of a configuration. */
public final class Environments {
    private Environments() {}

    public static MappingEnvironment of(LoadedConfig config, Contracts contracts, List<ConnectorKind> kinds,
            AddressBook addresses, CloakSource cloaks) {
        Map<String, ContractDefinition> definitions = contracts.names().stream().collect(Collectors.toMap(
                Function.identity(),
                name -> new ContractDefinition(name, contracts.abi(name), contracts.addresses(name))));
        return new MappingEnvironment(
                kinds.stream().collect(Collectors.toMap(ConnectorKind::name, Function.identity())),
                config.connections(),
                definitions, config.settings().chains().keySet(), sponsored(config),
                Stream.of(config.settings().keys(), config.settings().accounts())
                        .flatMap(each -> each.keySet().stream()).collect(Collectors.toUnmodifiableSet()),
                config.settings().accounts().keySet(), config.settings().anchors().keySet(), addresses,
                cloaks,
                limits(config.settings().server()));
    }

    private static Set<String> sponsored(LoadedConfig config) {
        return config.settings().chains().entrySet().stream()
                .filter(chain -> chain.getValue().family() == ChainFamily.KAIA).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static MappingLimits limits(ServerConfig server) {
        EventLimits usual = EventLimits.DEFAULT;
        return new MappingLimits(
                new EventLimits(server.maxEventBytes(), usual.depth(), usual.digits(), server.maxBodyBytes()),
                MappingLimits.DEFAULT.expressions());
    }
}
