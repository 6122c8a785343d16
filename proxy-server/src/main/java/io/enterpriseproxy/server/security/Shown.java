package io.enterpriseproxy.server.security;

/** By what a request says who sends it. */
enum Shown {
    API_KEY("an API key"),
    TOKEN("a token"),
    CERTIFICATE("a certificate"),
    OTHER("an Authorization header of another kind");

    private final String words;

    Shown(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
