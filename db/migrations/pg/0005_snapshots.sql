CREATE TABLE "cover_secret" (
	"study_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_by" text,
	"created_at" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cover_secret" ADD CONSTRAINT "cover_secret_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cover_secret" ADD CONSTRAINT "cover_secret_created_by_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER "snapshot_refuse_update" BEFORE UPDATE ON "snapshot" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "cover_secret_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "cover_secret" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
