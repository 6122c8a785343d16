package io.enterpriseproxy.server.config;

/** How the outcomes of a block's transactions are read. */
public enum ReceiptsFrom {
    /** All its receipts by one request. */
    BLOCK,
    /** All its logs by one request, and the receipts of our transactions that left none. */
    LOGS
}
