-- Calls that ended without their effect are looked for among millions that did not; no other call costs an entry.
CREATE INDEX failed_calls ON call_progress (state, seq) WHERE state IN (6, 7, 8);
