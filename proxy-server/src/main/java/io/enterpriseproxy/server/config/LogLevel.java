package io.enterpriseproxy.server.config;

/** From which severity a logger writes. */
public enum LogLevel {
    TRACE, DEBUG, INFO, WARN, ERROR, OFF
}
