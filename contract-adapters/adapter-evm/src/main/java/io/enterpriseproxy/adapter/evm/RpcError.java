package io.enterpriseproxy.adapter.evm;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;

/**
 * A node's error object.
 *
 * @param data missing node if the error has none
 */
record RpcError(long code, String message, JsonNode data) {
    static final long EXECUTION_REVERTED = 3;
    static final long METHOD_NOT_FOUND = -32601;
    static final long INVALID_PARAMS = -32602;
    static final long INTERNAL = -32603;
    private static final int SHOWN = 300;

    /** Whether the text contains one of the fragments (in lower case) where a word starts: "known" is not in "unknown". */
    boolean says(List<String> fragments) {
        String text = message.toLowerCase(Locale.ROOT);
        return fragments.stream().anyMatch(fragment -> hasWord(text, fragment));
    }

    private static boolean hasWord(String text, String fragment) {
        for (int at = text.indexOf(fragment); at >= 0; at = text.indexOf(fragment, at + 1)) {
            if (at == 0 || !Character.isLetter(text.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    /** For operators: code, then the node's words, shortened and in one line. */
    String shown() {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return "error " + code + ": " + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
    }
}
