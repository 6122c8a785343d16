package io.enterpriseproxy.bench;

/** How events come in. */
enum Way {
    BATCH_REST("batch-rest"), REST("rest"), JMS("jms"), KAFKA("kafka");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    /** As in tables and on the command line. */
    String word() {
        return word;
    }
}
