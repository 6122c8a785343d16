-- A person has decided that a lane that is behind the chain goes on: first it takes over what its account did without it.
ALTER TABLE lane ADD COLUMN catch_up BOOLEAN NOT NULL DEFAULT FALSE;

-- Transactions of our senders that belong to no call of the ledger: it was restored, and what it knew of them is lost.
-- An event that comes again may be what they were made for.
CREATE TABLE unclaimed_transaction (
    chain           VARCHAR(64) NOT NULL,
    sender          VARCHAR(42) NOT NULL,
    nonce           BIGINT NOT NULL,
    tx_hash         VARCHAR(66) NOT NULL,
    -- Of recipient, value and input together.
    content_hash    BYTEA NOT NULL,
    -- The call that was refused because of it.
    claimed_by      BIGINT,
    CONSTRAINT unclaimed_at_nonce PRIMARY KEY (chain, sender, nonce)
);
CREATE INDEX unclaimed_of_content ON unclaimed_transaction (chain, content_hash);
