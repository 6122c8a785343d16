package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.FeePayer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who pays for a transaction's gas instead of its sender. {@code of(tree()) = this}.
 *
 * @param alias of its key
 */
public record PayingKey(String alias, FeePayer account) {
    /** As outcomes and the API show it; the ratio is what of the fee it pays, in percent. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", alias);
        tree.put("address", account.address().checksummed());
        tree.put("ratio", account.percent());
        return tree;
    }

    /** Reads what an outcome has stored. */
    public static PayingKey of(Map<?, ?> tree) {
        return new PayingKey(part(tree, "key"),
                new FeePayer(Address.parse(part(tree, "address")), Integer.parseInt(part(tree, "ratio"))));
    }

    private static String part(Map<?, ?> tree, String name) {
        return Objects.requireNonNull(tree.get(name), name).toString();
    }
}
