CREATE TABLE "site_archive" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text NOT NULL,
	"number" integer NOT NULL,
	"seq" integer NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"counts" text NOT NULL,
	"program_version" text NOT NULL,
	"made_by" text,
	"made_at" text NOT NULL,
	"received_by" text,
	"received_at" text,
	CONSTRAINT "site_archive_number_from_1" CHECK ("site_archive"."number" >= 1),
	CONSTRAINT "site_archive_hash_is_sha256" CHECK (length("site_archive"."sha256") = 64),
	CONSTRAINT "site_archive_size_counted" CHECK ("site_archive"."size" >= 0),
	CONSTRAINT "site_archive_received_by_somebody" CHECK (("site_archive"."received_by" is null) = ("site_archive"."received_at" is null))
);
--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_made_by_account_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_received_by_account_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "site_archive_number_once" ON "site_archive" USING btree ("site_id","number");--> statement-breakpoint
CREATE INDEX "site_archive_by_study" ON "site_archive" USING btree ("study_id","site_id");
--> statement-breakpoint
CREATE TRIGGER "site_archive_refuse_delete" BEFORE DELETE OR TRUNCATE ON "site_archive" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
