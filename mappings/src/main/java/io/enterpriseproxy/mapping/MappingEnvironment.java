package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.expression.AddressBook;
import io.enterpriseproxy.mapping.privacy.CloakSource;

import java.util.Map;
import java.util.Set;

/**
 * What a mapping may name. Contracts and chains may be views that grow: what was compiled stays right, and what was refused
 * may be compiled later.
 *
 * @param connectors by their word under {@code from:} and {@code writeBack:}; {@code rest} is always there
 * @param connections the configuration's connections by name: {@link ConnectorKind#connectionName()} and their settings
 * @param contracts by name
 * @param chains names
 * @param sponsoredChains those of them whose transactions may have a fee payer
 * @param keyAliases names
 * @param accountAliases those of them that send on {@code sponsoredChains} only: their addresses are not those of keys
 * @param anchors where records can be anchored: names
 * @param addresses asked at each call
 * @param cloaks what fields are cloaked with
 * @param limits for each event
 */
public record MappingEnvironment(
        Map<String, ConnectorKind> connectors,
        Map<String, Choice> connections,
        Map<String, ContractDefinition> contracts,
        Set<String> chains,
        Set<String> sponsoredChains,
        Set<String> keyAliases,
        Set<String> accountAliases,
        Set<String> anchors,
        AddressBook addresses,
        CloakSource cloaks,
        MappingLimits limits) {

    /** One in which no field can be encrypted, and no salt is worth anything: nothing that it maps may be sent. */
    public MappingEnvironment(Map<String, ConnectorKind> connectors, Map<String, Choice> connections,
            Map<String, ContractDefinition> contracts, Set<String> chains, Set<String> keyAliases,
            AddressBook addresses, MappingLimits limits) {
        this(connectors, connections, contracts, chains, Set.of(), keyAliases, Set.of(), Set.of(), addresses,
                CloakSource.FIXED, limits);
    }
}
