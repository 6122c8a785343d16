-- The ledger: one row per call, one per signed transaction, one per result on its way back.
-- Rows are the truth; every worker finds what is due by query.

CREATE SEQUENCE contract_call_seq;
CREATE SEQUENCE write_back_seq;
CREATE SEQUENCE lane_seq;

-- An ordered queue of one chain and sender. It owns the sender's nonces.
CREATE TABLE lane (
    id              BIGINT PRIMARY KEY,
    chain           VARCHAR(64) NOT NULL,
    sender          VARCHAR(42) NOT NULL,
    key_alias       VARCHAR(128) NOT NULL,
    -- Who may write for this lane: every commit checks owner and fence.
    owner           VARCHAR(64),
    fence           BIGINT NOT NULL DEFAULT 0,
    lease_until     TIMESTAMP WITH TIME ZONE,
    -- Watermarks: the first nonce of the ledger, handed to a node up to, mined up to, final up to.
    first_nonce     BIGINT,
    broadcast_nonce BIGINT NOT NULL DEFAULT -1,
    mined_nonce     BIGINT NOT NULL DEFAULT -1,
    final_nonce     BIGINT NOT NULL DEFAULT -1,
    paused          BOOLEAN NOT NULL DEFAULT FALSE,
    why_code        VARCHAR(64),
    why_detail      VARCHAR(1000),
    CONSTRAINT lane_of_sender UNIQUE (chain, sender)
);

CREATE TABLE contract_call (
    seq                 BIGINT PRIMARY KEY,
    id                  UUID NOT NULL,
    mapping             VARCHAR(128) NOT NULL,
    mapping_version     INT NOT NULL,
    idempotency_key     VARCHAR(512) NOT NULL,
    key_hash            BYTEA NOT NULL,
    payload_hash        BYTEA NOT NULL,
    event               VARCHAR NOT NULL,
    source              VARCHAR,
    ordering_key        VARCHAR(512),
    chain               VARCHAR(64) NOT NULL,
    lane                BIGINT NOT NULL,
    contract            VARCHAR(128) NOT NULL,
    to_address          VARCHAR(42) NOT NULL,
    function            VARCHAR(1000) NOT NULL,
    arguments           VARCHAR NOT NULL,
    input               BYTEA NOT NULL,
    amount              NUMERIC(78) NOT NULL,
    gas_limit           BIGINT,
    simulate            BOOLEAN NOT NULL,
    confirmations       INT,
    accepted_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    -- Where it stands. lane_position is the accept number; a retry takes a new one.
    state               SMALLINT NOT NULL,
    lane_position       BIGINT NOT NULL,
    nonce               BIGINT,
    block_number        BIGINT,
    block_hash          VARCHAR(66),
    outcome             VARCHAR,
    error_code          VARCHAR(64),
    outcome_count       INT NOT NULL DEFAULT 0,
    finished_at         TIMESTAMP WITH TIME ZONE,
    -- Of mapping and idempotency key together: one effect per key.
    CONSTRAINT call_of_key UNIQUE (key_hash),
    CONSTRAINT call_id UNIQUE (id)
);
CREATE INDEX call_in_lane ON contract_call (lane, state, lane_position);

-- A signed transaction. Stored before it is sent; never changed.
CREATE TABLE attempt (
    lane            BIGINT NOT NULL,
    nonce           BIGINT NOT NULL,
    number          SMALLINT NOT NULL,
    kind            SMALLINT NOT NULL,
    call_seq        BIGINT,
    tx_hash         VARCHAR(66) NOT NULL,
    raw             BYTEA NOT NULL,
    fee_cap         NUMERIC(78) NOT NULL,
    tip             NUMERIC(78),
    gas_limit       BIGINT NOT NULL,
    signed_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT attempt_at_nonce PRIMARY KEY (lane, nonce, number)
);
CREATE INDEX attempt_of_call ON attempt (call_seq);

-- A result on its way to a target.
CREATE TABLE write_back (
    seq             BIGINT PRIMARY KEY,
    call_seq        BIGINT NOT NULL,
    call_id         UUID NOT NULL,
    number          INT NOT NULL,
    lane            BIGINT NOT NULL,
    mapping         VARCHAR(128) NOT NULL,
    mapping_version INT NOT NULL,
    rule            INT NOT NULL,
    status          VARCHAR(16) NOT NULL,
    ordering_key    VARCHAR(512),
    reply_to        VARCHAR,
    payload         VARCHAR NOT NULL,
    state           SMALLINT NOT NULL,
    attempts        INT NOT NULL DEFAULT 0,
    due_at          TIMESTAMP WITH TIME ZONE NOT NULL,
    last_error      VARCHAR(1000),
    delivered_at    TIMESTAMP WITH TIME ZONE
);
CREATE INDEX write_back_due ON write_back (state, lane, seq);
CREATE INDEX write_back_of_call ON write_back (call_seq);

-- What could not go on by itself: a refused event, or a result that its target does not take.
CREATE TABLE dead_letter (
    id              UUID PRIMARY KEY,
    kind            SMALLINT NOT NULL,
    mapping         VARCHAR(128) NOT NULL,
    source_key      VARCHAR(512),
    payload         BYTEA NOT NULL,
    source          VARCHAR,
    write_back_seq  BIGINT,
    call_id         UUID,
    code            VARCHAR(64) NOT NULL,
    reason          VARCHAR NOT NULL,
    state           SMALLINT NOT NULL,
    parked_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at      TIMESTAMP WITH TIME ZONE,
    settled_reason  VARCHAR(1000)
);
CREATE INDEX dead_letter_open ON dead_letter (state, parked_at);
CREATE INDEX dead_letter_of_source ON dead_letter (mapping, source_key);

-- One row that is written to find out whether the ledger can commit.
CREATE TABLE ledger_probe (
    written_at TIMESTAMP WITH TIME ZONE NOT NULL
);
INSERT INTO ledger_probe (written_at) VALUES (CURRENT_TIMESTAMP);
