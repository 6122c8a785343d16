package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;
import io.enterpriseproxy.mapping.document.Node;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The whole configuration, below the key {@code enterprise-proxy}.
 *
 * @param connections by name; each has exactly one key, the connector's word, and is bound to that connector's record
 * @param addressBook by book and key: 0x-addresses for {@code $address(book, key)}
 */
public record ProxyConfig(
        @JsonProperty(defaultValue = "./data") @JsonPropertyDescription("directory of the H2 ledger and the embedded broker") Path data,
        @Nullable @JsonPropertyDescription("PostgreSQL as the ledger instead of the H2 file") LedgerConfig ledger,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the HTTP server") ServerConfig server,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the chains, by name") Map<String, ChainConfig> chains,
        @Nullable @JsonPropertyDescription("what chains may be like that PUT /api/v1/chains/NAME adds; none can be added if absent") ChainRegistryConfig chainRegistry,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the contracts, by name") Map<String, ContractConfig> contracts,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("where keys are that do not leave it, by name") Map<String, KeyStoreConfig> keyStores,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the signing keys, by alias") Map<String, KeyConfig> keys,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("accounts of Kaia with keys of their own, by alias; mappings and policies name them as they name keys") Map<String, AccountConfig> accounts,
        @Nullable @JsonPropertyDescription("directory of policies, which say what keys may sign") Path policies,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("keys that fields of events are encrypted under, by name; one that is gone makes unreadable what was") Map<String, CloakKeyConfig> cloakKeys,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("where records are anchored, by name") Map<String, RecordAnchorConfig> anchors,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("chains whose blocks are anchored on another, by name") Map<String, BlockAnchorConfig> blockAnchors,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the only systems that sources and write-backs may reach") Map<String, Node> connections,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("who may call") SecurityConfig security,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("how long finished rows are kept") RetentionConfig retention,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("who changed what") AuditConfig audit,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("addresses by book and key, for $address(book, key)") Map<String, Map<String, Address>> addressBook,
        @Nullable @JsonPropertyDescription("an embedded JMS broker; only if this part is there") EmbeddedBrokerSettings broker,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the log") LoggingConfig logging) {

    /** Mappings that anchor what the proxy itself hands to them: roots, blocks, and the audit's last hash. */
    public Set<String> anchoringMappings() {
        Set<String> mappings = new HashSet<>();
        anchors.values().forEach(anchor -> mappings.add(anchor.mapping()));
        blockAnchors.values().forEach(anchor -> mappings.add(anchor.mapping()));
        if (audit.anchor() != null) {
            mappings.add(audit.anchor().mapping());
        }
        return mappings;
    }

    /** The same with what the command line says instead. */
    ProxyConfig with(@Nullable Path otherData, @Nullable Integer otherPort) {
        return new ProxyConfig(otherData == null ? data : otherData, ledger,
                otherPort == null ? server : server.withPort(otherPort), chains, chainRegistry, contracts, keyStores,
                keys, accounts, policies, cloakKeys, anchors, blockAnchors, connections, security, retention, audit,
                addressBook,
                broker, logging);
    }
}
