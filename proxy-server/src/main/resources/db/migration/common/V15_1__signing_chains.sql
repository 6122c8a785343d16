-- What each commit has signed in a lane. One chain per lane: the holder of its lease is the only writer.
CREATE TABLE signing_batch (
    lane            BIGINT NOT NULL,
    number          BIGINT NOT NULL,
    at              TIMESTAMP WITH TIME ZONE NOT NULL,
    instance        VARCHAR(64) NOT NULL,
    key_alias       VARCHAR(128) NOT NULL,
    -- Nonces, each with the number of the attempt, in the order of the leaves: 17-20/0 12/1
    attempts        VARCHAR NOT NULL,
    attempt_count   INT NOT NULL,
    -- Of the tree over the attempts.
    root            VARCHAR(66) NOT NULL,
    previous_hash   VARCHAR(66) NOT NULL,
    hash            VARCHAR(66) NOT NULL,
    CONSTRAINT signing_batch_key PRIMARY KEY (lane, number)
);

-- The last batch of each lane that an entry of the audit trail names.
CREATE TABLE signing_head (
    lane            BIGINT PRIMARY KEY,
    number          BIGINT NOT NULL
);

-- What is left of a purged call's transaction: the leaf by which its batch can still be computed again.
CREATE TABLE purged_attempt (
    lane            BIGINT NOT NULL,
    nonce           BIGINT NOT NULL,
    number          SMALLINT NOT NULL,
    call_seq        BIGINT NOT NULL,
    leaf            BYTEA NOT NULL,
    CONSTRAINT purged_attempt_at_nonce PRIMARY KEY (lane, nonce, number)
);
