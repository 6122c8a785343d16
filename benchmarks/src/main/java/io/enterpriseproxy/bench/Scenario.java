package io.enterpriseproxy.bench;

import java.io.IOException;

/** Something that can be measured. */
interface Scenario {
    /** What it is selected by. */
    String name();

    /** Measures it. */
    Section measure(Workshop workshop) throws IOException, InterruptedException;
}
