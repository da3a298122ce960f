-- What a snapshot says of the data stays as it was made.
CREATE TRIGGER `snapshot_refuse_update` BEFORE UPDATE ON `snapshot` BEGIN
	SELECT RAISE(ABORT, 'snapshot: update is refused, what was recorded stays');
END;
