package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.mappings.AddressOutcome.Live;
import io.enterpriseproxy.server.mappings.AddressOutcome.NothingThere;
import io.enterpriseproxy.server.mappings.AddressOutcome.Proposed;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What admins do with addresses while the server runs. A change counts for events from then on; where a second person has to
 * look at it, it is proposed first, and counts when another client has approved it.
 */
public final class AddressBookAdmin {
    private final AddressBooks books;
    private final AddressRows rows;
    private final LedgerTransactions transactions;
    private final boolean secondPerson;

    /** @param secondPerson whether another than who wants a change has to approve it */
    AddressBookAdmin(AddressBooks books, AddressRows rows, LedgerTransactions transactions, boolean secondPerson) {
        this.books = books;
        this.rows = rows;
        this.transactions = transactions;
        this.secondPerson = secondPerson;
    }

    /** The addresses of a book by key, those of the configuration among them; empty if there is no such book. */
    public Map<String, Address> entries(String book) {
        return books.entries(book);
    }

    /** What waits for a second person, by key. */
    public List<ProposedAddress> changes(String book) {
        Map<String, Address> now = books.entries(book);
        return rows.changes(book).stream().map(change -> proposed(change, now)).toList();
    }

    /** Sets an address; it wins over one of the configuration. */
    public AddressOutcome put(String book, String key, Address address, String actor) {
        return change(new AddressEntry.Key(book, key), address, actor);
    }

    /** Takes an address out again, so that the configuration's counts. */
    public AddressOutcome remove(String book, String key, String actor) {
        AddressEntry.Key entry = new AddressEntry.Key(book, key);
        return rows.has(entry) ? change(entry, null, actor) : new NothingThere();
    }

    private AddressOutcome change(AddressEntry.Key entry, @Nullable Address address, String actor) {
        AddressOutcome outcome = transactions.commit(() -> {
            if (secondPerson) {
                return new Proposed(proposed(rows.propose(entry, address, actor), books.entries(entry.book())));
            }
            rows.set(entry, address, actor, null);
            return new Live();
        });
        books.follow(rows.all());
        return outcome;
    }

    /**
     * Lets a change count that somebody else has proposed.
     *
     * @param address that was looked at; null: it is taken out
     */
    public AddressOutcome approve(String book, String key, @Nullable Address address, String actor) {
        AddressEntry.Key entry = new AddressEntry.Key(book, key);
        AddressOutcome outcome = transactions.commit(() -> rows.change(entry).map(change -> {
            if (!Objects.equals(change.address(), address)) {
                return new AddressOutcome.ChangeChanged();
            }
            if (secondPerson && change.proposedBy().equals(actor)) {
                return new AddressOutcome.OwnChange();
            }
            rows.set(entry, address, actor, change.proposedBy());
            return new Live();
        }).orElseGet(NothingThere::new));
        books.follow(rows.all());
        return outcome;
    }

    /** Forgets a change that waits; false if there is none. */
    public boolean drop(String book, String key, String actor) {
        return transactions.commit(() -> {
            Optional<AddressChange> change = rows.change(new AddressEntry.Key(book, key));
            change.ifPresent(waiting -> rows.drop(waiting, actor));
            return change.isPresent();
        });
    }

    private static ProposedAddress proposed(AddressChange change, Map<String, Address> now) {
        return new ProposedAddress(change.key().entry(), now.get(change.key().entry()), change.address(),
                change.proposedBy(), change.proposedAt());
    }
}
