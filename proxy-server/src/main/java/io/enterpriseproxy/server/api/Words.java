package io.enterpriseproxy.server.api;

import java.util.Locale;

/** Enum constants as words of JSON: {@code awaiting-approval}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
