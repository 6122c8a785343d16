package io.enterpriseproxy.server.policy;

/** What a key signs a transaction as. */
public enum SigningRole {
    /** Its sender, from whose account it acts. */
    SENDER,
    /** Who pays for the gas of a mapping's call, wholly or in part. */
    FEE_PAYER,
    /** Who pays for the gas of a transaction that a client has handed in, signed by somebody else. */
    SPONSOR
}
