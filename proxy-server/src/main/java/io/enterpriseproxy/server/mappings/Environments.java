package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.expression.AddressBook;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.ServerConfig;
import io.enterpriseproxy.server.systems.ChainNames;
import io.enterpriseproxy.server.systems.Contracts;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What mappings may name: of a configuration, and chains and addresses of contracts that are registered later. */
public final class Environments {
    private Environments() {}

    public static MappingEnvironment of(LoadedConfig config, ChainNames chains, Contracts contracts,
            List<ConnectorKind> kinds, AddressBook addresses, CloakSource cloaks) {
        return new MappingEnvironment(
                kinds.stream().collect(Collectors.toMap(ConnectorKind::name, Function.identity())),
                config.connections(),
                contracts.definitions(), chains.all(), chains.sponsored(),
                Stream.of(config.settings().keys(), config.settings().accounts())
                        .flatMap(each -> each.keySet().stream()).collect(Collectors.toUnmodifiableSet()),
                config.settings().accounts().keySet(), config.settings().anchors().keySet(), addresses,
                cloaks,
                limits(config.settings().server()));
    }

    private static MappingLimits limits(ServerConfig server) {
        EventLimits usual = EventLimits.DEFAULT;
        return new MappingLimits(
                new EventLimits(server.maxEventBytes(), usual.depth(), usual.digits(), server.maxBodyBytes()),
                MappingLimits.DEFAULT.expressions());
    }
}
