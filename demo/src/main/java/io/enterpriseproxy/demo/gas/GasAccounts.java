package io.enterpriseproxy.demo.gas;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.contracts.DevChain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The accounts of the proxy's keys, as they are at one moment. */
record GasAccounts(List<Account> all) {

    /**
     * An account.
     *
     * @param alias of its key
     * @param address 0x and 40 lower-case digits
     * @param balance in kei
     */
    record Account(String alias, String address, BigInteger balance) {}

    /** Asks the chain what they own now. */
    static GasAccounts of(DevChain chain, Map<String, Address> keys) {
        List<Account> all = new ArrayList<>();
        keys.forEach((alias, key) -> all.add(new Account(alias, key.lowerCase(), new BigInteger(
                chain.rpc("eth_getBalance", key.lowerCase(), "latest").stringValue().substring(2), 16))));
        return new GasAccounts(List.copyOf(all));
    }

    /** The alias of the key with this address; empty if none has it. */
    String alias(String address) {
        return all.stream().filter(account -> account.address().equals(address)).map(Account::alias).findFirst()
                .orElse("");
    }

    /** What the account of this alias owns, in kei. */
    BigInteger balance(String alias) {
        return all.stream().filter(account -> account.alias().equals(alias)).map(Account::balance).findFirst()
                .orElseThrow();
    }
}
