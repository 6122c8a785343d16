package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.mappings.AddressBookAdmin;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Addresses by business key, for {@code $address(book, key)}. */
@RestController
@RequestMapping("/api/v1/address-books/{book}")
final class AddressBooksController {
    private static final int LONGEST_BOOK = 128;
    private static final int LONGEST = 500;

    private final AddressBookAdmin books;

    AddressBooksController(AddressBookAdmin books) {
        this.books = books;
    }

    /** An address and the key that it is found by. */
    record Entry(String key, String address) {}

    /** 0x and 40 hex digits; mixed case must carry its checksum. */
    record AddressBody(@Nullable String address) {}

    @GetMapping
    Page<Entry> list(@PathVariable String book) {
        return Page.whole(books.entries(book).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Entry(entry.getKey(), entry.getValue().checksummed())).toList());
    }

    @PutMapping("/{key}")
    Entry put(@PathVariable String book, @PathVariable String key, @RequestBody AddressBody body,
            @AuthenticationPrincipal ApiClient client) {
        if (book.length() + key.length() > LONGEST || book.length() > LONGEST_BOOK
                || (book + key).chars().anyMatch(Character::isISOControl)) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "the address cannot be kept under this key", "key", book.length() + " and " + key.length()
                            + " characters",
                    "a book of at most " + LONGEST_BOOK + ", together with the key at most " + LONGEST
                            + ", without control characters"));
        }
        Address address = read(body.address());
        books.put(book, key, address, client.name());
        return new Entry(key, address.checksummed());
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String book, @PathVariable String key, @AuthenticationPrincipal ApiClient client) {
        if (!books.remove(book, key, client.name())) {
            throw new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND,
                    "no address was set for this key; those of the configuration stay", "key", key, null));
        }
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
