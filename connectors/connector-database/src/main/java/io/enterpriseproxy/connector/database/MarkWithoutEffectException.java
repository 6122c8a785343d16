package io.enterpriseproxy.connector.database;

/** A row that was marked is selected again: without this stop it would be taken for ever, at full speed. */
final class MarkWithoutEffectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MarkWithoutEffectException(String key) {
        super("the row with the key " + key + " was marked and is selected again; expected that a marked row is not"
                + " selected; mend the mark statement, or the query's WHERE");
    }
}
