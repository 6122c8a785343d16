-- Which batch a transaction was signed in.
CREATE INDEX signing_batch_by_time ON signing_batch (lane, at);
