-- The nodes of a chain that were set while the server ran, as a JSON list; a chain without a row has those of the configuration.
CREATE TABLE chain_nodes (
    chain           VARCHAR(128) NOT NULL PRIMARY KEY,
    nodes           VARCHAR(32000) NOT NULL,
    changed_by      VARCHAR(128) NOT NULL,
    changed_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
