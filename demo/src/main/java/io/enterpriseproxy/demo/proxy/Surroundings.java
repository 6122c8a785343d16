package io.enterpriseproxy.demo.proxy;

import io.enterpriseproxy.demo.chain.SampleContracts;

import java.net.URI;

/**
 * What the proxy stands between.
 *
 * @param chain JSON-RPC address of the chain
 * @param contracts what is deployed on it
 * @param databaseUrl JDBC URL of the ERP's database
 * @param kafka bootstrap servers of the company's Kafka
 * @param endpoint base URL of the ERP's HTTP endpoint
 * @param recordsPerTree so many records share one root
 * @param apiPort port that the proxy takes requests on; 0 for a free one
 * @param brokerPort port of the JMS broker inside the proxy
 */
public record Surroundings(
        URI chain,
        SampleContracts contracts,
        String databaseUrl,
        String kafka,
        URI endpoint,
        int recordsPerTree,
        int apiPort,
        int brokerPort) {}
