package io.enterpriseproxy.mapping.privacy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.enterpriseproxy.mapping.privacy.SensitivePaths.MASK;

/**
 * A tree as it is, and as people see it. They may edit it without what they do not see.
 *
 * @param masked of the same shape as the original
 */
public record MaskedTree(@Nullable Object original, @Nullable Object masked) {
    /** An edited tree, with everything in it that was hidden. */
    public record Restored(@Nullable Object tree) {}

    /**
     * Puts back what was hidden, where the edited tree has the masked text at the same place; in a list that is as long as
     * before.
     *
     * @return empty if something masked is left of which nobody can say what it stands for
     */
    public Optional<Restored> restore(@Nullable Object edited) {
        Object restored = restore(edited, original, masked);
        return holdsMask(restored) && !holdsMask(original) ? Optional.empty() : Optional.of(new Restored(restored));
    }

    private static @Nullable Object restore(@Nullable Object edited, @Nullable Object original,
            @Nullable Object masked) {
        if (masked instanceof String text && text.contains(MASK) && text.equals(edited)) {
            return original;
        }
        return switch (edited) {
            case Map<?, ?> map when original instanceof Map<?, ?> whole && masked instanceof Map<?, ?> shown -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, value) -> copy.put(String.valueOf(name),
                        restore(value, whole.get(name), shown.get(name))));
                yield copy;
            }
            case List<?> list when original instanceof List<?> whole && masked instanceof List<?> shown
                    && list.size() == whole.size() && list.size() == shown.size() -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    copy.add(restore(list.get(i), whole.get(i), shown.get(i)));
                }
                yield copy;
            }
            case null, default -> edited;
        };
    }

    private static boolean holdsMask(@Nullable Object node) {
        return switch (node) {
            case String text -> text.contains(MASK);
            case Map<?, ?> map -> map.values().stream().anyMatch(MaskedTree::holdsMask);
            case List<?> list -> list.stream().anyMatch(MaskedTree::holdsMask);
            case null, default -> false;
        };
    }
}
