package io.enterpriseproxy.mapping;

/** What a write-back rule may be on. Its word in files and results is the name in lower case. */
public enum OutcomeStatus {
    MINED, CONFIRMED, REVERTED, REJECTED, CANCELLED, RETRACTED
}
