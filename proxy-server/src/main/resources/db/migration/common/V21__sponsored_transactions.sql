-- Transactions that clients handed in for a fee payer. No raw: allowed, and not signed yet.
CREATE TABLE sponsored_transaction (
    chain           VARCHAR(128) NOT NULL,
    sender_tx_hash  VARCHAR(66) NOT NULL,
    client          VARCHAR(128) NOT NULL,
    key_alias       VARCHAR(128) NOT NULL,
    decision        VARCHAR(400) NOT NULL,
    hash            VARCHAR(66),
    raw             VARCHAR,
    allowed_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sponsored_transaction_key PRIMARY KEY (chain, sender_tx_hash)
);
