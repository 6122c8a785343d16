package io.enterpriseproxy.mapping.privacy;

/** How a field is cloaked. */
public enum CloakKind {
    /** A commitment: nobody can read it, and who is shown value and salt can check it. */
    SALTED_HASH("salted-hash"),
    /** A text that can be read again with a key. */
    ENCRYPTED("encrypted");

    private final String word;

    CloakKind(String word) {
        this.word = word;
    }

    /** The API's word. */
    public String word() {
        return word;
    }
}
