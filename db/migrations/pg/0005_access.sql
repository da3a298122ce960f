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
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_recorded_by_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recovery_code_by_account" ON "recovery_code" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "training_by_account" ON "training" USING btree ("account_id","study_id");