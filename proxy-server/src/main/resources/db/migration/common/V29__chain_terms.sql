-- Terms of chains that were set while the server ran, as JSON; a chain without a row has those of the configuration.
CREATE TABLE chain_terms (
    chain           VARCHAR(128) NOT NULL PRIMARY KEY,
    terms           VARCHAR(4000) NOT NULL,
    changed_by      VARCHAR(128) NOT NULL,
    changed_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
