package io.enterpriseproxy.server.security;

/** Who sends a request, as far as can be told. */
sealed interface Identity {
    /** A client. */
    record Known(ApiClient client) implements Identity {}

    /** Shows nothing. */
    record Nobody() implements Identity {}

    /** Shows what is not good. */
    record Refused(FailedLogIn logIn) implements Identity {}

    static Identity refused(Shown shown, String who, String why) {
        return new Refused(new FailedLogIn(shown, who, why));
    }
}
