package io.enterpriseproxy.server.policy;

/** What a key signs a transaction as. */
public enum SigningRole {
    /** Its sender, from whose account it acts. */
    SENDER,
    /** Who pays for its gas, wholly or in part. */
    FEE_PAYER
}
