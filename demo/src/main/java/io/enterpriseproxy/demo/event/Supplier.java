package io.enterpriseproxy.demo.event;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A supplier of the company. */
public record Supplier(String id, String name, String city, String place) {
    /** All suppliers. */
    public static List<Supplier> all() {
        return CsvResource.rows("suppliers.csv").stream()
                .map(cells -> new Supplier(cells.get(0), cells.get(1), cells.get(2), cells.get(3))).toList();
    }

    /** The number as the ERP writes it, with ten digits. */
    String paddedId() {
        return "0".repeat(10 - id.length()) + id;
    }

    /** The account that the supplier gave for its payments. Made up: nobody has its key. */
    public Address address() {
        byte[] hash = Keccak256.hash(("supplier " + id).getBytes(StandardCharsets.UTF_8));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }
}
