package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.abi.ContractAbi;

/** The contracts of the configuration. */
public interface ContractCatalog {
    /**
     * The ABI of a contract that a mapping was checked against.
     *
     * @throws NotConfiguredException if it is not configured any more
     */
    ContractAbi abi(String contract);
}
