-- Transactions that people outside have to sign before the proxy does: one at a time per lane. Nonce, gas and price are
-- fixed, and the nonce is not used as long as it is not sent.
CREATE TABLE frozen_transaction (
    id              UUID PRIMARY KEY,
    call_seq        BIGINT NOT NULL,
    lane            BIGINT NOT NULL,
    nonce           BIGINT NOT NULL,
    gas_limit       BIGINT NOT NULL,
    fee_cap         NUMERIC(78) NOT NULL,
    -- Without a signature; what its sender signs the hash of; and that hash.
    raw             BYTEA NOT NULL,
    payload         BYTEA NOT NULL,
    sig_hash        VARCHAR(66) NOT NULL,
    state           SMALLINT NOT NULL,
    frozen_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at        TIMESTAMP WITH TIME ZONE,
    reason          VARCHAR(1000)
);
CREATE INDEX frozen_in_lane ON frozen_transaction (lane, state);
CREATE INDEX frozen_of_call ON frozen_transaction (call_seq);
CREATE TABLE holder_signature (
    frozen          UUID NOT NULL,
    signer          VARCHAR(42) NOT NULL,
    -- r, s and the recovery id.
    signature       BYTEA NOT NULL,
    client          VARCHAR(128) NOT NULL,
    signed_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT holder_signature_key PRIMARY KEY (frozen, signer)
);
