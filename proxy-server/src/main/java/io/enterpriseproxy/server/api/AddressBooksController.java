package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.config.ConfiguredName;
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

import java.text.Normalizer;
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
