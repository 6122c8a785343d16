package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.LedgerTransactions;

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
            entries.save(new AddressEntry(new AddressEntry.Key(book, key), address));
            audit.record(actor, "address.put", book + "/" + key, address.checksummed());
        });
        books.follow(entries.findAll());
    }

    /** Takes an address out again, so that the configuration's counts; false if none was set. */
    public boolean remove(String book, String key, String actor) {
        AddressEntry.Key entry = new AddressEntry.Key(book, key);
        boolean removed = transactions.commit(() -> {
            if (!entries.existsById(entry)) {
                return false;
            }
            entries.deleteById(entry);
            audit.record(actor, "address.remove", book + "/" + key, null);
            return true;
        });
        books.follow(entries.findAll());
        return removed;
    }
}
