package io.enterpriseproxy.adapter.evm;

/** How the outcomes of a block's transactions are read. */
public enum ReceiptSource {
    /** All its receipts by one request. */
    BLOCK,
    /** All its logs by one request, and receipts of those transactions of ours only that left none. */
    LOGS
}
