package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A change of an address that waits for a second person. */
@Entity
@Table(name = "address_change")
class AddressChange {
    @EmbeddedId
    private AddressEntry.Key key = new AddressEntry.Key("", "");
    private @Nullable String address;
    private String proposedBy = "";
    private Instant proposedAt = Instant.EPOCH;
    @Version
    private long revision;

    /** For Hibernate. */
    protected AddressChange() {}

    AddressChange(AddressEntry.Key key) {
        this.key = key;
    }

    void propose(@Nullable Address wanted, String by, Instant at) {
        address = wanted == null ? null : wanted.lowerCase();
        proposedBy = by;
        proposedAt = at;
    }

    AddressEntry.Key key() {
        return key;
    }

    /** Null: it is to be taken out. */
    @Nullable
    Address address() {
        return address == null ? null : Address.parse(address);
    }

    String proposedBy() {
        return proposedBy;
    }

    Instant proposedAt() {
        return proposedAt;
    }
}
