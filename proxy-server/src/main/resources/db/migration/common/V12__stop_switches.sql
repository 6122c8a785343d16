-- What is stopped by a person: a key, a chain, or everything (with an empty name).
CREATE TABLE stop_switch (
    scope           VARCHAR(8) NOT NULL,
    name            VARCHAR(128) NOT NULL,
    stopped_by      VARCHAR(128) NOT NULL,
    stopped_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    reason          VARCHAR(1000) NOT NULL,
    CONSTRAINT stop_switch_key PRIMARY KEY (scope, name)
);
