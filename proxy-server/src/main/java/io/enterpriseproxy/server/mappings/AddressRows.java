package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The rows of address books and of what waits to be changed there: every change with its audit entry. */
final class AddressRows {
    private final AddressEntries entries;
    private final AddressChanges changes;
    private final AuditTrail audit;
    private final Clock clock;

    AddressRows(AddressEntries entries, AddressChanges changes, AuditTrail audit, Clock clock) {
        this.entries = entries;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    List<AddressEntry> all() {
        return entries.findAll();
    }

    boolean has(AddressEntry.Key key) {
        return entries.existsById(key);
    }

    List<AddressChange> changes(String book) {
        return changes.findByKeyBookOrderByKeyEntry(book);
    }

    Optional<AddressChange> change(AddressEntry.Key key) {
        return changes.findById(key);
    }

    /** Sets an address, or takes it out; what was proposed for it is done with. */
    void set(AddressEntry.Key key, @Nullable Address address, String actor, @Nullable String proposedBy) {
        changes.findById(key).ifPresent(changes::delete);
        Facts before = stored(key);
        if (address == null) {
            entries.deleteById(key);
        } else {
            entries.save(new AddressEntry(key, address));
        }
        record(actor, address == null ? "address.remove" : "address.put", key, address,
                proposedBy == null ? null : "proposed by " + proposedBy, before, facts(address));
    }

    private @Nullable Facts stored(AddressEntry.Key key) {
        return entries.findById(key).map(entry -> facts(entry.address())).orElse(null);
    }

    private static @Nullable Facts facts(@Nullable Address address) {
        return address == null ? null : Facts.of("address", address.checksummed());
    }

    AddressChange propose(AddressEntry.Key key, @Nullable Address address, String actor) {
        AddressChange change = changes.findById(key).orElseGet(() -> new AddressChange(key));
        change.propose(address, actor, clock.instant());
        record(actor, address == null ? "address.propose-remove" : "address.propose", key, address, null,
                stored(key), facts(address));
        return changes.save(change);
    }

    void drop(AddressChange change, String actor) {
        changes.delete(change);
        record(actor, "address.drop-change", change.key(), change.address(), "proposed by " + change.proposedBy(),
                stored(change.key()), stored(change.key()));
    }

    private void record(String actor, String action, AddressEntry.Key key, @Nullable Address address,
            @Nullable String more, @Nullable Facts before, @Nullable Facts after) {
        String text = address == null ? null : address.checksummed();
        String detail = text == null || more == null ? (text == null ? more : text) : text + ", " + more;
        audit.record(actor, action, key.book() + "/" + key.entry(), detail, before, after);
    }
}
