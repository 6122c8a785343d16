-- Trees of records whose roots are put on a chain, and each record's leaf. A record is a call without a transaction of its own: it
-- waits in state 0 until the root of its tree is final.
CREATE SEQUENCE anchor_seq;

-- Where records are anchored; whoever makes a tree, or moves one on, holds the row.
CREATE TABLE anchor_place (
    name            VARCHAR(64) PRIMARY KEY
);

CREATE TABLE anchor (
    number          BIGINT PRIMARY KEY,
    id              UUID NOT NULL,
    name            VARCHAR(64) NOT NULL,
    root            BYTEA NOT NULL,
    records         INT NOT NULL,
    built_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    -- 1 built, 2 its root is a call, 3 the root is final, 4 so are its records
    state           SMALLINT NOT NULL,
    why             VARCHAR(1000),
    call_id         UUID,
    -- Where the root stands: the call's own outcome is purged some day.
    chain           VARCHAR(64),
    chain_id        BIGINT,
    contract        VARCHAR(42),
    tx_hash         VARCHAR(66),
    block_number    BIGINT,
    block_hash      VARCHAR(66),
    anchored_at     TIMESTAMP WITH TIME ZONE,
    CONSTRAINT anchor_id UNIQUE (id)
);
CREATE INDEX anchor_by_state ON anchor (name, state, number);

-- The leaf stays when the record is purged or erased: without it nobody could prove the others. The salt goes.
CREATE TABLE anchor_record (
    call_seq        BIGINT PRIMARY KEY,
    name            VARCHAR(64) NOT NULL,
    salt            BYTEA,
    leaf            BYTEA NOT NULL,
    anchor          BIGINT,
    leaf_index      INT,
    CONSTRAINT anchor_leaf UNIQUE (anchor, leaf_index)
);
CREATE INDEX anchor_record_waiting ON anchor_record (name, anchor, call_seq);
