package io.enterpriseproxy.mapping.privacy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a call holds of a person.
 *
 * @param subject whose data they are, as the enterprise knows the person; null if the mapping does not say
 * @param cloaked the fields that are on the chain in another form, and what turns them back
 */
public record PersonalData(@Nullable String subject, List<Cloaked> cloaked) {
    public static final PersonalData NONE = new PersonalData(null, List.of());

    public PersonalData {
        cloaked = List.copyOf(cloaked);
    }

    /** Whether it holds nothing. */
    public boolean isEmpty() {
        return subject == null && cloaked.isEmpty();
    }
}
