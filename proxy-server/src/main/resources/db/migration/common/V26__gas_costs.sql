-- Who pays for a transaction's gas instead of its sender; null: nobody does.
ALTER TABLE attempt ADD COLUMN fee_payer_key VARCHAR(128);
ALTER TABLE attempt ADD COLUMN fee_payer VARCHAR(42);
ALTER TABLE attempt ADD COLUMN fee_percent SMALLINT;

-- What calls came to, by day (UTC) of their end: sums that are written in the commit that ends them, and taken back with it.
-- A lane's rows are written by its owner only, so that nobody waits for anybody.
CREATE TABLE gas_cost (
    ended_on        DATE NOT NULL,
    chain           VARCHAR(64) NOT NULL,
    -- 0: transactions that clients have signed themselves.
    lane            BIGINT NOT NULL,
    -- Empty: of no mapping.
    mapping         VARCHAR(128) NOT NULL,
    -- Who sent the events; empty: no client of the API.
    client          VARCHAR(128) NOT NULL,
    -- Empty, and 0 percent: the sender paid all.
    fee_payer_key   VARCHAR(128) NOT NULL,
    fee_payer       VARCHAR(42) NOT NULL,
    fee_percent     SMALLINT NOT NULL,
    -- As a call's state; 0: handed in by a client, and not followed to its block.
    status          SMALLINT NOT NULL,
    calls           BIGINT NOT NULL,
    -- So many of them are in a block, and the chain did not say what they cost: the sums are without these.
    not_known       BIGINT NOT NULL,
    gas_used        NUMERIC(80) NOT NULL,
    fee             NUMERIC(80) NOT NULL,
    -- What of it the fee payer paid; the sender paid the rest.
    by_fee_payer    NUMERIC(80) NOT NULL,
    CONSTRAINT gas_cost_key PRIMARY KEY (ended_on, chain, lane, mapping, client, fee_payer_key, fee_payer, fee_percent,
        status)
);
