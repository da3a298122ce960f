CREATE TABLE "change_mark" (
	"scope" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "change_mark_scope_known" CHECK ("change_mark"."scope" in ('access', 'definitions'))
);
--> statement-breakpoint
CREATE TABLE "failed_attempt" (
	"source" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"since" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "failed_attempt_by_time" ON "failed_attempt" USING btree ("since");
--> statement-breakpoint
-- Processes remember rights and definitions as long as these numbers stand; whoever writes raises them.
INSERT INTO "change_mark" ("scope", "number") VALUES ('access', 0), ('definitions', 0);
--> statement-breakpoint
CREATE FUNCTION "raise_change_mark"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "change_mark" SET "number" = "number" + 1 WHERE "scope" = TG_ARGV[0];
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "account_raises_mark" AFTER UPDATE ON "account" FOR EACH ROW WHEN (OLD."locked" IS DISTINCT FROM NEW."locked" OR OLD."active" IS DISTINCT FROM NEW."active" OR OLD."username" IS DISTINCT FROM NEW."username" OR OLD."display_name" IS DISTINCT FROM NEW."display_name" OR OLD."must_change_password" IS DISTINCT FROM NEW."must_change_password" OR OLD."password_set_at" IS DISTINCT FROM NEW."password_set_at" OR OLD."totp_secret" IS DISTINCT FROM NEW."totp_secret") EXECUTE FUNCTION "raise_change_mark"('access');
--> statement-breakpoint
CREATE TRIGGER "session_raises_mark" AFTER UPDATE ON "session" FOR EACH ROW WHEN (OLD."ended_at" IS DISTINCT FROM NEW."ended_at") EXECUTE FUNCTION "raise_change_mark"('access');
--> statement-breakpoint
CREATE TRIGGER "account_grant_raises_mark" AFTER INSERT OR UPDATE ON "account_grant" FOR EACH ROW EXECUTE FUNCTION "raise_change_mark"('access');
--> statement-breakpoint
CREATE TRIGGER "setting_raises_mark" AFTER INSERT OR UPDATE ON "setting" FOR EACH ROW EXECUTE FUNCTION "raise_change_mark"('access');
--> statement-breakpoint
CREATE TRIGGER "training_raises_mark" AFTER INSERT OR UPDATE ON "training" FOR EACH ROW EXECUTE FUNCTION "raise_change_mark"('access');
--> statement-breakpoint
CREATE TRIGGER "study_version_raises_mark" AFTER INSERT OR UPDATE ON "study_version" FOR EACH ROW EXECUTE FUNCTION "raise_change_mark"('definitions');
--> statement-breakpoint
CREATE TRIGGER "study_version_site_raises_mark" AFTER INSERT OR UPDATE ON "study_version_site" FOR EACH ROW EXECUTE FUNCTION "raise_change_mark"('definitions');
--> statement-breakpoint
CREATE TRIGGER "site_raises_mark" AFTER UPDATE ON "site" FOR EACH ROW WHEN (OLD."time_zone" IS DISTINCT FROM NEW."time_zone") EXECUTE FUNCTION "raise_change_mark"('definitions');
