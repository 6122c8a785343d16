package io.enterpriseproxy.server.crash;

/**
 * Where a server dies.
 *
 * @param after whether after the commit, or right before it
 * @param nth at which commit of the kind, from 1
 */
record CrashPoint(Boundary boundary, boolean after, int nth) {
    /** The system property by which a server process is told. */
    static final String PROPERTY = "crash.at";

    static CrashPoint parse(String text) {
        String[] parts = text.split(":", -1);
        return new CrashPoint(Boundary.valueOf(parts[0]), parts[1].equals("after"), Integer.parseInt(parts[2]));
    }

    /** Such as {@code SIGNED:before:2}. */
    @Override
    public String toString() {
        return boundary + ":" + (after ? "after" : "before") + ":" + nth;
    }
}
