package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

import java.nio.file.Path;

/** A signing key in a key store. */
public record KeyConfig(
        @JsonPropertyDescription("web3 keystore file, version 3") Path keystore,
        @JsonPropertyDescription("what it is encrypted with, by reference") Secret passphrase) {}
