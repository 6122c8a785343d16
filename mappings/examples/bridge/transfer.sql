-- The enterprise's table of transfers from the service chain to the main one. It inserts a row, and reads in state what became of it:
--
--   asked -> sent -> requested -> handled                           paid on the other chain
--                        |-> overdue -> refused -> refunded         given back where it came from
--                  |-> failed                                       refused at once: nothing was taken
--
-- handled, refunded and failed are the ends. code says what the proxy was refused last on the way there.
CREATE TABLE transfer (
    no            VARCHAR(40) PRIMARY KEY,
    token         VARCHAR(42),                 -- on the service chain; none: that chain's own coin
    recipient     VARCHAR(42) NOT NULL,        -- on the main chain
    amount        NUMERIC(78) NOT NULL,        -- in the smallest unit
    valid_until   TIMESTAMP WITH TIME ZONE NOT NULL,
    state         VARCHAR(10) DEFAULT 'asked' NOT NULL,
    code          VARCHAR(80),
    request_nonce NUMERIC(20) UNIQUE,          -- the number by which the bridges know it
    request_tx    VARCHAR(66),
    handle_tx     VARCHAR(66),
    refund_tx     VARCHAR(66)
);
