CREATE TABLE "check_firing" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text,
	"form" text NOT NULL,
	"visit" text,
	"item" text DEFAULT '' NOT NULL,
	"group_row" text DEFAULT '' NOT NULL,
	"place" text NOT NULL,
	"check_key" text NOT NULL,
	"check_version" text NOT NULL,
	"severity" text NOT NULL,
	"state" text NOT NULL,
	"compared" text NOT NULL,
	"fired_by" text,
	"fired_at" text NOT NULL,
	"reason" text,
	"settled_by" text,
	"settled_at" text,
	"query_id" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "check_firing_state_known" CHECK ("check_firing"."state" in ('open', 'confirmed', 'corrected', 'superseded')),
	CONSTRAINT "check_firing_severity_known" CHECK ("check_firing"."severity" in ('warning', 'note')),
	CONSTRAINT "check_firing_confirmed_with_reason" CHECK ("check_firing"."state" <> 'confirmed' or "check_firing"."reason" is not null),
	CONSTRAINT "check_firing_settled_with_time" CHECK (("check_firing"."state" = 'open') = ("check_firing"."settled_at" is null))
);
--> statement-breakpoint
CREATE TABLE "coding" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text NOT NULL,
	"item" text NOT NULL,
	"verbatim" text NOT NULL,
	"dictionary_id" text NOT NULL,
	"level" text NOT NULL,
	"code" text NOT NULL,
	"term" text NOT NULL,
	"path" text DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"coded_by" text NOT NULL,
	"coded_at" text NOT NULL,
	"approved_by" text,
	"approved_at" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "coding_state_known" CHECK ("coding"."state" in ('proposed', 'approved', 'withdrawn')),
	CONSTRAINT "coding_approved_with_time" CHECK (("coding"."state" = 'approved') = ("coding"."approved_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "dictionary" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"kind" text NOT NULL,
	"release" text NOT NULL,
	"file_hash" text NOT NULL,
	"terms" integer NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"loaded_by" text NOT NULL,
	"loaded_at" text NOT NULL,
	CONSTRAINT "dictionary_kind_known" CHECK ("dictionary"."kind" in ('MEDDRA', 'WHODRUG')),
	CONSTRAINT "dictionary_hash_is_sha256" CHECK (length("dictionary"."file_hash") = 64)
);
--> statement-breakpoint
CREATE TABLE "dictionary_term" (
	"dictionary_id" text NOT NULL,
	"level" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"search_name" text NOT NULL,
	"parents" text DEFAULT '{}' NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	CONSTRAINT "dictionary_term_dictionary_id_level_code_pk" PRIMARY KEY("dictionary_id","level","code")
);
--> statement-breakpoint
CREATE TABLE "lab_mapping" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"laboratory_id" text NOT NULL,
	"source_name" text NOT NULL,
	"source_unit" text DEFAULT '' NOT NULL,
	"test" text NOT NULL,
	"unit" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "lab_mapping_version_from_1" CHECK ("lab_mapping"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "laboratory" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"units" text DEFAULT '{}' NOT NULL,
	"removed" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "laboratory_version_from_1" CHECK ("laboratory"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text,
	"site_id" text,
	"subject_id" text,
	"record_id" text,
	"recipient_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_key" text NOT NULL,
	"text_values" text DEFAULT '{}' NOT NULL,
	"created_at" text NOT NULL,
	"read_at" text,
	"mail_to" text,
	"mail_state" text NOT NULL,
	"mail_attempts" integer DEFAULT 0 NOT NULL,
	"mail_last_at" text,
	"mail_error" text,
	CONSTRAINT "notice_mail_state_known" CHECK ("notice"."mail_state" in ('none', 'waiting', 'sent', 'failed')),
	CONSTRAINT "notice_mail_attempts_counted" CHECK ("notice"."mail_attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "safety_report" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text NOT NULL,
	"case_number" text NOT NULL,
	"sequence" integer NOT NULL,
	"category" text NOT NULL,
	"aware_at" text NOT NULL,
	"due_at" text NOT NULL,
	"submitted_at" text NOT NULL,
	"submitted_by" text NOT NULL,
	"note" text,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	CONSTRAINT "safety_report_sequence_from_0" CHECK ("safety_report"."sequence" >= 0),
	CONSTRAINT "safety_report_category_known" CHECK ("safety_report"."category" in ('ORIGINAL', 'AMENDMENT', 'NULLIFICATION')),
	CONSTRAINT "safety_report_hash_is_sha256" CHECK (length("safety_report"."content_hash") = 64)
);
--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_fired_by_account_id_fk" FOREIGN KEY ("fired_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_settled_by_account_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_firing" ADD CONSTRAINT "check_firing_query_id_query_id_fk" FOREIGN KEY ("query_id") REFERENCES "public"."query"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_dictionary_id_dictionary_id_fk" FOREIGN KEY ("dictionary_id") REFERENCES "public"."dictionary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_coded_by_account_id_fk" FOREIGN KEY ("coded_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_approved_by_account_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dictionary" ADD CONSTRAINT "dictionary_loaded_by_account_id_fk" FOREIGN KEY ("loaded_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dictionary_term" ADD CONSTRAINT "dictionary_term_dictionary_id_dictionary_id_fk" FOREIGN KEY ("dictionary_id") REFERENCES "public"."dictionary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_mapping" ADD CONSTRAINT "lab_mapping_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_mapping" ADD CONSTRAINT "lab_mapping_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laboratory" ADD CONSTRAINT "laboratory_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laboratory" ADD CONSTRAINT "laboratory_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_recipient_id_account_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_report" ADD CONSTRAINT "safety_report_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_report" ADD CONSTRAINT "safety_report_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_report" ADD CONSTRAINT "safety_report_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_report" ADD CONSTRAINT "safety_report_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_report" ADD CONSTRAINT "safety_report_submitted_by_account_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_firing_by_check" ON "check_firing" USING btree ("study_id","check_key");--> statement-breakpoint
CREATE INDEX "check_firing_by_record" ON "check_firing" USING btree ("record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "check_firing_once" ON "check_firing" USING btree ("subject_id","check_key","place") WHERE "check_firing"."state" in ('open', 'confirmed');--> statement-breakpoint
CREATE INDEX "coding_by_study" ON "coding" USING btree ("study_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "coding_once" ON "coding" USING btree ("record_id","item","dictionary_id") WHERE "coding"."state" <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "dictionary_release_once" ON "dictionary" USING btree ("study_id","kind","release");--> statement-breakpoint
CREATE INDEX "dictionary_term_by_name" ON "dictionary_term" USING btree ("dictionary_id","search_name");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_mapping_name_once" ON "lab_mapping" USING btree ("laboratory_id","source_name","source_unit");--> statement-breakpoint
CREATE UNIQUE INDEX "laboratory_code_once" ON "laboratory" USING btree ("study_id","code");--> statement-breakpoint
CREATE INDEX "notice_by_recipient" ON "notice" USING btree ("recipient_id","created_at");--> statement-breakpoint
CREATE INDEX "notice_by_record" ON "notice" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "notice_mail" ON "notice" USING btree ("mail_state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_report_sequence_once" ON "safety_report" USING btree ("record_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_report_case_once" ON "safety_report" USING btree ("study_id","case_number","sequence");--> statement-breakpoint
-- What was submitted, and whatever the trail speaks of, stays: the database itself refuses to change or delete it.
CREATE TRIGGER "safety_report_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "safety_report" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "check_firing_refuse_delete" BEFORE DELETE OR TRUNCATE ON "check_firing" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "laboratory_refuse_delete" BEFORE DELETE OR TRUNCATE ON "laboratory" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "notice_refuse_delete" BEFORE DELETE OR TRUNCATE ON "notice" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "dictionary_refuse_delete" BEFORE DELETE OR TRUNCATE ON "dictionary" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "dictionary_term_refuse_delete" BEFORE DELETE OR TRUNCATE ON "dictionary_term" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "coding_refuse_delete" BEFORE DELETE OR TRUNCATE ON "coding" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
