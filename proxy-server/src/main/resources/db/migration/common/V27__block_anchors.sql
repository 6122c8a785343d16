-- Which block of a chain was handed in last to be anchored on another.
CREATE TABLE block_anchor (
    name            VARCHAR(64) PRIMARY KEY,
    number          BIGINT NOT NULL
);
