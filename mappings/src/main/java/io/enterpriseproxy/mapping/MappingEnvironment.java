package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.expression.AddressBook;

import java.util.Map;
import java.util.Set;

/**
 * What a mapping may name.
 *
 * @param connectors by their word under {@code from:} and {@code writeBack:}; {@code rest} is always there
 * @param connections the configuration's connections by name: {@link ConnectorKind#connectionName()} and their settings
 * @param contracts by name
 * @param chains names
 * @param keyAliases names
 * @param addresses asked at each call
 * @param limits for each event
 */
public record MappingEnvironment(
        Map<String, ConnectorKind> connectors,
        Map<String, Choice> connections,
        Map<String, ContractDefinition> contracts,
        Set<String> chains,
        Set<String> keyAliases,
        AddressBook addresses,
        MappingLimits limits) {}
