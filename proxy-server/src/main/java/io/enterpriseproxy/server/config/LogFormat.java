package io.enterpriseproxy.server.config;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For machines: one JSON object per line in the Elastic Common Schema. */
    JSON
}
