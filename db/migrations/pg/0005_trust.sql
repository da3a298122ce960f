CREATE TABLE "cover_secret" (
	"study_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_by" text,
	"created_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"created_at" text NOT NULL,
	"used_at" text
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"version" integer NOT NULL,
	"changed_at" text NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "training" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"study_id" text NOT NULL,
	"title" text NOT NULL,
	"version" integer NOT NULL,
	"trained_on" text NOT NULL,
	"recorded_by" text,
	"recorded_at" text NOT NULL,
	"withdrawn_at" text,
	CONSTRAINT "training_version_counts" CHECK ("training"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "access_token" ADD COLUMN "addresses" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "totp_pending" text;--> statement-breakpoint
ALTER TABLE "data_lock" ADD COLUMN "form" text;--> statement-breakpoint
ALTER TABLE "cover_secret" ADD CONSTRAINT "cover_secret_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cover_secret" ADD CONSTRAINT "cover_secret_created_by_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_made_by_account_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_archive" ADD CONSTRAINT "site_archive_received_by_account_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_recorded_by_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recovery_code_by_account" ON "recovery_code" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "site_archive_number_once" ON "site_archive" USING btree ("site_id","number");--> statement-breakpoint
CREATE INDEX "site_archive_by_study" ON "site_archive" USING btree ("study_id","site_id");--> statement-breakpoint
CREATE INDEX "training_by_account" ON "training" USING btree ("account_id","study_id");--> statement-breakpoint
CREATE TRIGGER "snapshot_refuse_update" BEFORE UPDATE ON "snapshot" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "cover_secret_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "cover_secret" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "site_archive_refuse_delete" BEFORE DELETE OR TRUNCATE ON "site_archive" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
