package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of the address book. */
@Entity
@Table(name = "address_book_entry")
class AddressEntry {
    /** The book, and the key as the enterprise system knows it. */
    @Embeddable
    record Key(String book, String entry) {}

    @EmbeddedId
    private Key key = new Key("", "");
    private String address = "";

    /** For Hibernate. */
    protected AddressEntry() {}

    AddressEntry(Key key, Address address) {
        this.key = key;
        this.address = address.lowerCase();
    }

    Key key() {
        return key;
    }

    Address address() {
        return Address.parse(address);
    }
}
