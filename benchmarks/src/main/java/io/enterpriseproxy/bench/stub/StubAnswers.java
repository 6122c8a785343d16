package io.enterpriseproxy.bench.stub;

import java.util.List;

/** What a stub answers to each method of JSON-RPC. */
interface StubAnswers {
    /**
     * Answers one call.
     *
     * @param params text as {@link String}, all else as JSON trees
     * @return the result as JSON
     * @throws UnknownMethodException if there is no such method
     * @throws StubTransaction.RefusedException if a transaction is not taken
     */
    String answer(String method, List<Object> params);

    /** There is no such method. */
    final class UnknownMethodException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownMethodException(String method) {
            super("the method " + method + " does not exist/is not available");
        }
    }
}
