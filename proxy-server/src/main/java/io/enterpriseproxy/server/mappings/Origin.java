package io.enterpriseproxy.server.mappings;

import java.util.Arrays;
import java.util.Locale;

/** Where a version of a mapping came from. */
public enum Origin {
    /** The directory of mappings, at a start. */
    FILE,
    /** An admin, through the API. */
    API;

    /** As in the column and in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Origin of(String word) {
        return Arrays.stream(values()).filter(origin -> origin.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no origin of a mapping is called " + word));
    }
}
