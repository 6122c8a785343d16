package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import io.enterpriseproxy.mapping.privacy.MaskedTree;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import static io.enterpriseproxy.mapping.privacy.SensitivePaths.MASK;

/**
 * Events and results as people see and edit them. JSON keeps its form, with {@code ***} in place of what is sensitive. In
 * other formats the values are replaced where they stand; what cannot be read, or cannot be replaced for sure, is not
 * shown at all.
 */
public final class MaskedPayloads {
    private final Masks masks;
    private final MappingCatalog mappings;
    private final CallQueries calls;

    MaskedPayloads(Masks masks, MappingCatalog mappings, CallQueries calls) {
        this.masks = masks;
        this.mappings = mappings;
        this.calls = calls;
    }

    /**
     * A dead letter as people see it.
     *
     * @param payload in place of its own; null: nothing of it is hidden
     */
    public record Shown(byte @Nullable [] payload, String reason) {}

    /** What an edit came to. */
    public sealed interface Edit {
        /** The bytes with everything that was hidden from who edited them. */
        record Whole(byte[] payload) implements Edit {}

        /** Nobody can say what a mask in them stands for. */
        record Refused(Problem problem) implements Edit {}
    }

    /** A dead letter without what is sensitive. */
    public Shown show(DeadLetterRecord letter) {
        return letter.event() ? event(letter) : result(letter);
    }

    private Shown event(DeadLetterRecord letter) {
        SensitivePaths paths = masks.of(letter.mapping());
        if (paths.isEmpty()) {
            return new Shown(null, letter.reason());
        }
        Optional<Object> read = letter.payload().length < letter.size()
                ? Optional.empty()
                : read(letter.mapping(), letter.payload());
        if (read.isEmpty()) {
            return new Shown(utf8(MASK), letter.reason());
        }
        Masking masking = paths.of(read.get());
        byte[] shown = isJson(letter.payload())
                ? utf8(JsonText.write(paths.mask(read.get())))
                : replaced(letter, paths, masking);
        return new Shown(shown, masking.text(letter.reason()));
    }

    /** The text with the values replaced, if it reads as an event without them; else nothing of it. */
    private byte[] replaced(DeadLetterRecord letter, SensitivePaths paths, Masking masking) {
        byte[] text = utf8(masking.text(new String(letter.payload(), StandardCharsets.UTF_8)));
        boolean hidden = read(letter.mapping(), text).filter(event -> event.equals(paths.mask(event))).isPresent();
        return hidden ? text : utf8(MASK);
    }

    private Shown result(DeadLetterRecord letter) {
        Masking masking = ofCall(letter);
        if (masking.isNone()) {
            return new Shown(null, letter.reason());
        }
        Object tree = letter.payload().length < letter.size() ? null : json(letter.payload()).orElse(null);
        return new Shown(utf8(tree == null ? MASK : JsonText.write(masking.tree(tree))),
                masking.text(letter.reason()));
    }

    private Masking ofCall(DeadLetterRecord letter) {
        return Optional.ofNullable(letter.callId()).flatMap(calls::byId).map(CallQueries.Found::call)
                .map(masks::ofCall)
                .orElseGet(() -> masks.of(letter.mapping()).isEmpty() ? Masking.NONE : Masking.ALL);
    }

    /** What replaces the payload of a dead letter. */
    public Edit restore(DeadLetterRecord letter, byte[] edited) {
        if (letter.event()) {
            SensitivePaths paths = masks.of(letter.mapping());
            return restore(paths.isEmpty(), edited, json(letter.payload())
                    .map(original -> new MaskedTree(original, paths.mask(original))));
        }
        Masking masking = ofCall(letter);
        return restore(masking.isNone(), edited,
                json(letter.payload()).map(original -> new MaskedTree(original, masking.tree(original))));
    }

    /** What replaces the event of a call. */
    public Edit restore(CallRecord call, byte[] edited) {
        SensitivePaths paths = masks.of(call.mapping(), call.mappingVersion());
        return restore(paths.isEmpty(), edited, Optional.ofNullable(EventFormat.readStored(call.event()))
                .map(original -> new MaskedTree(original, paths.mask(original))));
    }

    private static Edit restore(boolean nothingHidden, byte[] edited, Optional<MaskedTree> before) {
        if (nothingHidden || !new String(edited, StandardCharsets.UTF_8).contains(MASK)) {
            return new Edit.Whole(edited);
        }
        return json(edited).flatMap(tree -> before.flatMap(masked -> masked.restore(tree)))
                .<Edit>map(whole -> new Edit.Whole(utf8(JsonText.write(whole.tree()))))
                .orElseGet(() -> new Edit.Refused(new Problem(ProblemCode.INVALID_REQUEST,
                        "nobody can say what is hidden there", null, MASK,
                        "in JSON the field as it was shown, at its place; in other formats the value itself")));
    }

    private Optional<Object> read(String mapping, byte[] payload) {
        ReadOutcome outcome = mappings.current(mapping).map(PublishedMapping::mapping)
                .map(current -> current.read(payload))
                .orElseGet(() -> EventFormat.json(EventLimits.DEFAULT).read(payload));
        return outcome instanceof ReadOutcome.Read read ? Optional.ofNullable(read.event()) : Optional.empty();
    }

    private static boolean isJson(byte[] payload) {
        return json(payload).isPresent();
    }

    private static Optional<Object> json(byte[] payload) {
        return EventFormat.json(EventLimits.DEFAULT).read(payload) instanceof ReadOutcome.Read read
                ? Optional.ofNullable(read.event())
                : Optional.empty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
