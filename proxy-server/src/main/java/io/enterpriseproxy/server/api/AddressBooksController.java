package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.config.ConfiguredName;
import io.enterpriseproxy.server.mappings.AddressBookAdmin;
import io.enterpriseproxy.server.mappings.AddressOutcome;
import io.enterpriseproxy.server.mappings.ProposedAddress;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** Addresses by business key, for {@code $address(book, key)}. */
@RestController
@RequestMapping("/api/v1/address-books/{book}")
final class AddressBooksController {
    private static final int LONGEST_KEY = 400;
    /** Control, format and half characters. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final AddressBookAdmin books;

    AddressBooksController(AddressBookAdmin books) {
        this.books = books;
    }

    /**
     * An address and the key that it is found by.
     *
     * @param address absent: none is left
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String key, @Nullable String address) {}

    /** 0x and 40 hex digits; mixed case must carry its checksum. */
    record AddressBody(@Nullable String address) {}

    /**
     * A change that waits for a second person.
     *
     * @param before what counts until then; absent: nothing
     * @param address what is to count; absent: what was set is to be taken out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(String key, @Nullable String before, @Nullable String address, String proposedBy,
            Instant proposedAt) {
        static Change of(ProposedAddress change) {
            return new Change(change.key(), text(change.before()), text(change.after()), change.by(), change.at());
        }
    }

    @GetMapping
    Page<Entry> list(@PathVariable String book) {
        return Page.whole(books.entries(book).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Entry(entry.getKey(), entry.getValue().checksummed())).toList());
    }

    /** What waits for a second person. */
    @GetMapping("/changes")
    Page<Change> changes(@PathVariable String book) {
        return Page.whole(books.changes(book).stream().map(Change::of).toList());
    }

    /** Sets an address, or proposes it if a second person has to look at it: 202 then, with what waits. */
    @PutMapping("/{key}")
    ResponseEntity<Object> put(@PathVariable String book, @PathVariable String key, @RequestBody AddressBody body,
            @AuthenticationPrincipal ApiClient client) {
        if (!ConfiguredName.fits(book)) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "an address book cannot have this name", "book", book, ConfiguredName.RULE));
        }
        if (key.length() > LONGEST_KEY || UNSEEN.matcher(key).find()
                || !Normalizer.isNormalized(key, Normalizer.Form.NFC)) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "the address cannot be kept under this key", "key", key.length() + " characters", "at most "
                            + LONGEST_KEY + ", none that nobody sees, composed (Unicode NFC)"));
        }
        Address address = read(body.address());
        return answer(books.put(book, key, address, client.name()), key,
                ResponseEntity.ok(new Entry(key, address.checksummed())));
    }

    /** Takes an address out, or proposes it. */
    @DeleteMapping("/{key}")
    ResponseEntity<Object> remove(@PathVariable String book, @PathVariable String key,
            @AuthenticationPrincipal ApiClient client) {
        return answer(books.remove(book, key, client.name()), key, ResponseEntity.noContent().build());
    }

    /** Lets a change count that somebody else has proposed; the body names what was looked at. */
    @PostMapping("/{key}/approve")
    ResponseEntity<Object> approve(@PathVariable String book, @PathVariable String key, @RequestBody AddressBody body,
            @AuthenticationPrincipal ApiClient client) {
        Address address = body.address() == null ? null : read(body.address());
        AddressOutcome outcome = books.approve(book, key, address, client.name());
        return answer(outcome, key, ResponseEntity.ok(new Entry(key, text(books.entries(book).get(key)))));
    }

    /** Forgets a change that waits. */
    @DeleteMapping("/{key}/change")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String book, @PathVariable String key, @AuthenticationPrincipal ApiClient client) {
        if (!books.drop(book, key, client.name())) {
            throw nothingThere(key);
        }
    }

    private static ResponseEntity<Object> answer(AddressOutcome outcome, String key, ResponseEntity<Object> live) {
        return switch (outcome) {
            case AddressOutcome.Live done -> live;
            case AddressOutcome.Proposed proposed ->
                ResponseEntity.status(HttpStatus.ACCEPTED).body(Change.of(proposed.change()));
            case AddressOutcome.NothingThere nothing -> throw nothingThere(key);
            case AddressOutcome.ChangeChanged changed -> throw new RequestRefusedException(new Problem(
                    ProblemCode.CHANGED_SINCE, "what waits for this key is another change than the body names",
                    "address", null, null));
            case AddressOutcome.OwnChange own -> throw new RequestRefusedException(ProblemCode.SECOND_PERSON,
                    "you have proposed this address yourself");
        };
    }

    private static RequestRefusedException nothingThere(String key) {
        return new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND,
                "nothing was set or proposed for this key; addresses of the configuration stay", "key", key, null));
    }

    private static @Nullable String text(@Nullable Address address) {
        return address == null ? null : address.checksummed();
    }

    private static Address read(@Nullable String text) {
        if (text == null) {
            throw new RequestRefusedException(
                    new Problem(ProblemCode.INVALID_REQUEST, "the address is missing", "address", null, "0x…"));
        }
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(
                    new Problem(ProblemCode.INVALID_REQUEST, String.valueOf(e.getMessage()), "address", text, null));
        }
    }
}
