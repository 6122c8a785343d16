-- Clients that are made by the API, the first admin among them. Those of the configuration have no row.
ALTER TABLE api_client ADD COLUMN roles VARCHAR(512) DEFAULT 'admin' NOT NULL;
ALTER TABLE api_client ALTER COLUMN roles DROP DEFAULT;
-- The only ones that it may call and see, with commas between; null: all.
ALTER TABLE api_client ADD COLUMN mappings VARCHAR;
ALTER TABLE api_client ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE api_client ADD COLUMN created_by VARCHAR(128) DEFAULT 'file' NOT NULL;
ALTER TABLE api_client ALTER COLUMN created_by DROP DEFAULT;
-- The same for names that people would take for each other. The first admin's is its name.
ALTER TABLE api_client ADD COLUMN likeness VARCHAR(128);
UPDATE api_client SET likeness = name;
ALTER TABLE api_client ALTER COLUMN likeness SET NOT NULL;
ALTER TABLE api_client ADD CONSTRAINT api_client_likeness UNIQUE (likeness);

-- Their keys, of which only the hash is kept. While a client changes its key it has two.
CREATE TABLE api_client_key (
    client          VARCHAR(128) NOT NULL,
    -- The beginning of the key, which says nothing of the rest.
    id              VARCHAR(16) NOT NULL,
    hash            BYTEA NOT NULL,
    created_by      VARCHAR(128) NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    -- To the minute; written in batches.
    last_used_at    TIMESTAMP WITH TIME ZONE,
    CONSTRAINT api_client_key_key PRIMARY KEY (client, id),
    CONSTRAINT api_client_key_hash UNIQUE (hash),
    CONSTRAINT api_client_key_client FOREIGN KEY (client) REFERENCES api_client (name) ON DELETE CASCADE
);

-- The beginning of the first admin's key is not known.
INSERT INTO api_client_key (client, id, hash, created_by, created_at)
    SELECT name, 'ep_first', key_hash, 'file', created_at FROM api_client;
ALTER TABLE api_client DROP COLUMN key_hash;
