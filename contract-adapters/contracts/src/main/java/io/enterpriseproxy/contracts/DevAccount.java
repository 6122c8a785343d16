package io.enterpriseproxy.contracts;

/**
 * An account that a dev chain starts with, unlocked and funded with 10,000 ETH.
 *
 * <p>
 * The keys come from a published mnemonic: everybody knows them. They are safe for a dev chain only.
 *
 * @param address 0x and 40 lower-case hex digits
 * @param privateKey 0x and 64 hex digits
 */
public record DevAccount(String address, String privateKey) {
    /** Without the key, so that a log line does not teach anybody to print keys. */
    @Override
    public String toString() {
        return address;
    }
}
