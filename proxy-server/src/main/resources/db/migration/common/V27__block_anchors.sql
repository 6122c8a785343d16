-- Blocks of a chain that were handed in to be anchored on another, and the call that does it.
CREATE TABLE block_anchor (
    name            VARCHAR(64) NOT NULL,
    number          BIGINT NOT NULL,
    call_id         UUID NOT NULL,
    PRIMARY KEY (name, number)
);
