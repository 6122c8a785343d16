package io.enterpriseproxy.chain;

/** Which state of an account or contract is asked for. */
public enum BlockTag {
    LATEST, PENDING, FINALIZED
}
