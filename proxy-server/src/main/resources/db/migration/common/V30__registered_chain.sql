-- Chains that were registered while the server ran, as JSON, beside those of the configuration. What is signed for a chain id
-- counts on every chain that has it, so no two have the same.
CREATE TABLE registered_chain (
    chain           VARCHAR(64) NOT NULL PRIMARY KEY,
    chain_id        BIGINT NOT NULL,
    registration    VARCHAR(100000) NOT NULL,
    changed_by      VARCHAR(128) NOT NULL,
    changed_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT registered_chain_id UNIQUE (chain_id)
);
