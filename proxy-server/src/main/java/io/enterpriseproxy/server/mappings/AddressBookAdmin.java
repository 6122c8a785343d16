package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What admins do with addresses while the server runs. A change counts for events from then on. */
public final class AddressBookAdmin {
    private final AddressBooks books;
    private final AddressEntries entries;
    private final AuditTrail audit;
    private final LedgerTransactions transactions;

    AddressBookAdmin(AddressBooks books, AddressEntries entries, AuditTrail audit, LedgerTransactions transactions) {
        this.books = books;
        this.entries = entries;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The addresses of a book by key, those of the configuration among them; empty if there is no such book. */
    public Map<String, Address> entries(String book) {
        return books.entries(book);
    }

    /** Sets an address; it wins over one of the configuration. */
    public void put(String book, String key, Address address, String actor) {
        transactions.commit(() -> {
            AddressEntry.Key entry = new AddressEntry.Key(book, key);
            Facts before = stored(entry);
            entries.save(new AddressEntry(entry, address));
            audit.record(actor, "address.put", book + "/" + key, address.checksummed(), before,
                    Facts.of("address", address.checksummed()));
        });
        books.follow(entries.findAll());
    }

    /** Takes an address out again, so that the configuration's counts; false if none was set. */
    public boolean remove(String book, String key, String actor) {
        AddressEntry.Key entry = new AddressEntry.Key(book, key);
        boolean removed = transactions.commit(() -> {
            Facts before = stored(entry);
            if (before == null) {
                return false;
            }
            entries.deleteById(entry);
            audit.record(actor, "address.remove", book + "/" + key, null, before, null);
            return true;
        });
        books.follow(entries.findAll());
        return removed;
    }

    private @Nullable Facts stored(AddressEntry.Key entry) {
        return entries.findById(entry).map(found -> Facts.of("address", found.address().checksummed())).orElse(null);
    }
}
