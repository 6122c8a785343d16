-- Which lane holds unfinished calls of an ordering key: only unfinished ones are indexed.
CREATE INDEX unfinished_of_ordering_key ON call_progress (ordering_key) WHERE state < 5 AND ordering_key IS NOT NULL;
