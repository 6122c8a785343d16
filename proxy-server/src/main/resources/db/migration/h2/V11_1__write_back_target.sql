DROP INDEX write_back_of_target;
CREATE INDEX write_back_of_target ON write_back (mapping, target, state, seq);
