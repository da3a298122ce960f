-- What a snapshot says of the data stays as it was made.
CREATE TRIGGER "snapshot_refuse_update" BEFORE UPDATE ON "snapshot" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
