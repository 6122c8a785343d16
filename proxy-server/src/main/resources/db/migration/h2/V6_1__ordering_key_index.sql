-- Which lane holds unfinished calls of an ordering key. H2 has no partial index.
CREATE INDEX unfinished_of_ordering_key ON call_progress (ordering_key, state);
