CREATE TABLE "access_token" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text NOT NULL,
	"created_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"revoked_at" text,
	"last_used_at" text
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text,
	"language" text,
	"password_hash" text NOT NULL,
	"password_set_at" text NOT NULL,
	"must_change_password" boolean NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked" boolean DEFAULT false NOT NULL,
	"locked_at" text,
	"active" boolean DEFAULT true NOT NULL,
	"totp_secret" text,
	"totp_last_counter" integer,
	"last_sign_in_at" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "account_username_lower_case" CHECK ("account"."username" = lower("account"."username")),
	CONSTRAINT "account_failed_attempts_counted" CHECK ("account"."failed_attempts" >= 0),
	CONSTRAINT "account_locked_with_time" CHECK ("account"."locked" = ("account"."locked_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "account_grant" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"study_id" text,
	"site_id" text,
	"valid_from" text NOT NULL,
	"valid_to" text,
	"granted_by" text,
	"withdrawn_by" text,
	"identity_verified_by" text,
	"identity_method" text,
	"identity_verified_on" text,
	CONSTRAINT "account_grant_site_has_study" CHECK ("account_grant"."site_id" is null or "account_grant"."study_id" is not null),
	CONSTRAINT "account_grant_in_order" CHECK ("account_grant"."valid_to" is null or "account_grant"."valid_to" >= "account_grant"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text,
	"subject_id" text,
	"record_id" text,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"removed" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "attachment_hash_is_sha256" CHECK (length("attachment"."sha256") = 64),
	CONSTRAINT "attachment_size_counted" CHECK ("attachment"."size" >= 0)
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"at" text NOT NULL,
	"actor_kind" text NOT NULL,
	"account_id" text,
	"username" text NOT NULL,
	"role" text NOT NULL,
	"actor_site_id" text,
	"source_address" text,
	"program_version" text NOT NULL,
	"act" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"subject_id" text,
	"site_id" text,
	"visit" text,
	"form" text,
	"row_key" text,
	"before" text,
	"after" text,
	"reason" text,
	"entered_at" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entry_chain_seq_pk" PRIMARY KEY("chain","seq"),
	CONSTRAINT "audit_entry_id_is_place" CHECK ("audit_entry"."id" = "audit_entry"."chain" || '.' || "audit_entry"."seq"),
	CONSTRAINT "audit_entry_seq_from_1" CHECK ("audit_entry"."seq" >= 1),
	CONSTRAINT "audit_entry_hash_is_sha256" CHECK (length("audit_entry"."hash") = 64),
	CONSTRAINT "audit_entry_actor_kind_known" CHECK ("audit_entry"."actor_kind" in ('person', 'system')),
	CONSTRAINT "audit_entry_person_has_account" CHECK ("audit_entry"."actor_kind" = 'system' or "audit_entry"."account_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "chain_head" (
	"chain" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "chain_head_seq_from_0" CHECK ("chain_head"."seq" >= 0)
);
--> statement-breakpoint
CREATE TABLE "data_lock" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"level" text NOT NULL,
	"site_id" text,
	"subject_id" text,
	"visit" text,
	"record_id" text,
	"kind" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" text NOT NULL,
	"reason" text,
	"released_by" text,
	"released_at" text,
	"release_reason" text,
	CONSTRAINT "data_lock_level_known" CHECK ("data_lock"."level" in ('record', 'visit', 'subject', 'site', 'study')),
	CONSTRAINT "data_lock_kind_known" CHECK ("data_lock"."kind" in ('freeze', 'lock')),
	CONSTRAINT "data_lock_released_with_reason" CHECK ("data_lock"."released_at" is null or "data_lock"."release_reason" is not null)
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"form" text NOT NULL,
	"visit" text,
	"row_key" text DEFAULT '' NOT NULL,
	"record_id" text,
	"base_version" integer,
	"values" text NOT NULL,
	"entered_at" text,
	"saved_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"answer" text NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "idempotency_key_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text,
	"account_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"input" text NOT NULL,
	"result" text,
	"problem" text,
	"created_at" text NOT NULL,
	"started_at" text,
	"finished_at" text,
	"heartbeat_at" text,
	CONSTRAINT "job_state_known" CHECK ("job"."state" in ('waiting', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "job_progress_counted" CHECK ("job"."done" >= 0)
);
--> statement-breakpoint
CREATE TABLE "lab_range" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text,
	"laboratory" text NOT NULL,
	"test" text NOT NULL,
	"unit" text NOT NULL,
	"sex" text,
	"age_from" integer,
	"age_to" integer,
	"low" text,
	"high" text,
	"valid_from" text NOT NULL,
	"valid_to" text,
	"removed" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "lab_range_sex_known" CHECK ("lab_range"."sex" is null or "lab_range"."sex" in ('M', 'F')),
	CONSTRAINT "lab_range_in_order" CHECK ("lab_range"."valid_to" is null or "lab_range"."valid_to" >= "lab_range"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "password_history" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"password_hash" text NOT NULL,
	"set_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "query" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text,
	"form" text,
	"visit" text,
	"item" text DEFAULT '' NOT NULL,
	"group_row" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"check_key" text,
	"check_version" text,
	"value_at_opening" text,
	"state" text NOT NULL,
	"opened_by" text,
	"opened_role" text NOT NULL,
	"opened_at" text NOT NULL,
	"settled_at" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "query_state_known" CHECK ("query"."state" in ('open', 'answered', 'closed', 'reopened', 'cancelled')),
	CONSTRAINT "query_kind_known" CHECK ("query"."kind" in ('manual', 'system')),
	CONSTRAINT "query_settled_with_time" CHECK (("query"."state" in ('closed', 'cancelled')) = ("query"."settled_at" is not null)),
	CONSTRAINT "query_system_has_check" CHECK ("query"."kind" = 'manual' or "query"."check_key" is not null)
);
--> statement-breakpoint
CREATE TABLE "query_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"query_id" text NOT NULL,
	"number" integer NOT NULL,
	"act" text NOT NULL,
	"text" text,
	"text_key" text,
	"text_values" text,
	"author_id" text,
	"author_role" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "query_entry_act_known" CHECK ("query_entry"."act" in ('open', 'answer', 'close', 'reopen', 'cancel', 'comment'))
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"form" text NOT NULL,
	"visit" text,
	"row_key" text DEFAULT '' NOT NULL,
	"values" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"completeness" text NOT NULL,
	"definition_version" integer NOT NULL,
	"derivation" text,
	"removed" boolean DEFAULT false NOT NULL,
	"created_seq" integer DEFAULT 0 NOT NULL,
	"updated_seq" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "record_version_from_1" CHECK ("record"."version" >= 1),
	CONSTRAINT "record_completeness_known" CHECK ("record"."completeness" in ('incomplete', 'complete'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"account_id" text NOT NULL,
	"created_at" text NOT NULL,
	"last_seen_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"ended_at" text,
	"fully_signed_at" text,
	"source_address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "setup_token" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" text,
	"created_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"used_at" text,
	CONSTRAINT "setup_token_purpose_known" CHECK ("setup_token"."purpose" in ('first-administrator', 'first-use', 'reset'))
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"subject_id" text,
	"record_id" text,
	"visit" text,
	"scope" text NOT NULL,
	"meaning" text NOT NULL,
	"signer_id" text NOT NULL,
	"signer_name" text NOT NULL,
	"signer_role" text NOT NULL,
	"signed_at" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"state" text NOT NULL,
	"broken_at" text,
	"broken_seq" integer,
	CONSTRAINT "signature_scope_known" CHECK ("signature"."scope" in ('record', 'visit', 'subject', 'study')),
	CONSTRAINT "signature_meaning_known" CHECK ("signature"."meaning" in ('author', 'review', 'approval', 'responsibility')),
	CONSTRAINT "signature_state_known" CHECK ("signature"."state" in ('valid', 'broken')),
	CONSTRAINT "signature_broken_by_entry" CHECK (("signature"."state" = 'valid') = ("signature"."broken_seq" is null))
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_key" text NOT NULL,
	"name" text NOT NULL,
	"country" text,
	"time_zone" text NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "site_state_known" CHECK ("site"."state" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "snapshot" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"name" text NOT NULL,
	"purpose" text,
	"cutoff_date" text,
	"audit_seq" integer NOT NULL,
	"definition_version" integer NOT NULL,
	"content_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "snapshot_seq_from_0" CHECK ("snapshot"."audit_seq" >= 0),
	CONSTRAINT "snapshot_hash_is_sha256" CHECK (length("snapshot"."content_hash") = 64)
);
--> statement-breakpoint
CREATE TABLE "study" (
	"id" text PRIMARY KEY NOT NULL,
	"study_key" text NOT NULL,
	"name" text NOT NULL,
	"environment" text NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "study_environment_known" CHECK ("study"."environment" in ('production', 'test')),
	CONSTRAINT "study_state_known" CHECK ("study"."state" in ('setup', 'open', 'locked', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "study_version" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"number" integer NOT NULL,
	"definition" text NOT NULL,
	"definition_hash" text NOT NULL,
	"note" text,
	"created_by" text,
	"created_at" text NOT NULL,
	CONSTRAINT "study_version_number_once" UNIQUE("study_id","number"),
	CONSTRAINT "study_version_number_from_1" CHECK ("study_version"."number" >= 1),
	CONSTRAINT "study_version_hash_is_sha256" CHECK (length("study_version"."definition_hash") = 64)
);
--> statement-breakpoint
CREATE TABLE "study_version_site" (
	"study_version_id" text NOT NULL,
	"site_id" text NOT NULL,
	"effective_from" text NOT NULL,
	"set_by" text,
	"set_at" text NOT NULL,
	CONSTRAINT "study_version_site_study_version_id_site_id_pk" PRIMARY KEY("study_version_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "subject" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"site_id" text NOT NULL,
	"subjid" text NOT NULL,
	"cohort" text,
	"state" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "subject_subjid_not_empty" CHECK (length("subject"."subjid") > 0),
	CONSTRAINT "subject_revision_counted" CHECK ("subject"."revision" >= 0)
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text NOT NULL,
	"item" text,
	"group_row" text,
	"kind" text NOT NULL,
	"record_version" integer NOT NULL,
	"content_hash" text NOT NULL,
	"state" text NOT NULL,
	"verified_by" text NOT NULL,
	"verified_role" text NOT NULL,
	"verified_at" text NOT NULL,
	"ended_seq" integer,
	CONSTRAINT "verification_kind_known" CHECK ("verification"."kind" in ('source', 'review')),
	CONSTRAINT "verification_state_known" CHECK ("verification"."state" in ('verified', 'changed', 'withdrawn')),
	CONSTRAINT "verification_ended_by_entry" CHECK (("verification"."state" = 'verified') = ("verification"."ended_seq" is null))
);
--> statement-breakpoint
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_granted_by_account_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_withdrawn_by_account_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_identity_verified_by_account_id_fk" FOREIGN KEY ("identity_verified_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_created_by_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_set_by_account_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_lock" ADD CONSTRAINT "data_lock_released_by_account_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_range" ADD CONSTRAINT "lab_range_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_range" ADD CONSTRAINT "lab_range_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_history" ADD CONSTRAINT "password_history_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query" ADD CONSTRAINT "query_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query" ADD CONSTRAINT "query_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query" ADD CONSTRAINT "query_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query" ADD CONSTRAINT "query_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query" ADD CONSTRAINT "query_opened_by_account_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_entry" ADD CONSTRAINT "query_entry_query_id_query_id_fk" FOREIGN KEY ("query_id") REFERENCES "public"."query"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_entry" ADD CONSTRAINT "query_entry_author_id_account_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_definition_version" FOREIGN KEY ("study_id","definition_version") REFERENCES "public"."study_version"("study_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_token" ADD CONSTRAINT "setup_token_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_signer_id_account_id_fk" FOREIGN KEY ("signer_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_created_by_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_version" ADD CONSTRAINT "study_version_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_version" ADD CONSTRAINT "study_version_created_by_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_version_site" ADD CONSTRAINT "study_version_site_study_version_id_study_version_id_fk" FOREIGN KEY ("study_version_id") REFERENCES "public"."study_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_version_site" ADD CONSTRAINT "study_version_site_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_version_site" ADD CONSTRAINT "study_version_site_set_by_account_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subject" ADD CONSTRAINT "subject_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subject" ADD CONSTRAINT "subject_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification" ADD CONSTRAINT "verification_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification" ADD CONSTRAINT "verification_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification" ADD CONSTRAINT "verification_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification" ADD CONSTRAINT "verification_verified_by_account_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_token_once" ON "access_token" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "access_token_by_account" ON "access_token" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_username_once" ON "account" USING btree ("username");--> statement-breakpoint
CREATE INDEX "account_grant_by_account" ON "account_grant" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_grant_by_study" ON "account_grant" USING btree ("study_id","site_id");--> statement-breakpoint
CREATE INDEX "attachment_by_study" ON "attachment" USING btree ("study_id","subject_id");--> statement-breakpoint
CREATE INDEX "audit_entry_by_entity" ON "audit_entry" USING btree ("entity_id","entity","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_by_subject" ON "audit_entry" USING btree ("subject_id","seq") WHERE "audit_entry"."subject_id" is not null;--> statement-breakpoint
CREATE INDEX "data_lock_in_force" ON "data_lock" USING btree ("study_id","released_at");--> statement-breakpoint
CREATE INDEX "data_lock_by_subject" ON "data_lock" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "draft_place_once_at_visit" ON "draft" USING btree ("account_id","subject_id","form","visit","row_key") WHERE "draft"."visit" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "draft_place_once_without_visit" ON "draft" USING btree ("account_id","subject_id","form","row_key") WHERE "draft"."visit" is null;--> statement-breakpoint
CREATE INDEX "job_by_state" ON "job" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "lab_range_by_test" ON "lab_range" USING btree ("study_id","laboratory","test");--> statement-breakpoint
CREATE INDEX "password_history_by_account" ON "password_history" USING btree ("account_id","set_at");--> statement-breakpoint
CREATE INDEX "query_worklist" ON "query" USING btree ("study_id","site_id","state");--> statement-breakpoint
CREATE INDEX "query_by_subject" ON "query" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "query_by_record" ON "query" USING btree ("record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "query_system_once" ON "query" USING btree ("record_id","check_key","item","group_row") WHERE "query"."kind" = 'system' and "query"."settled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "query_entry_number_once" ON "query_entry" USING btree ("query_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "record_place_once_at_visit" ON "record" USING btree ("subject_id","form","visit","row_key") WHERE not "record"."removed" and "record"."visit" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "record_place_once_without_visit" ON "record" USING btree ("subject_id","form","row_key") WHERE not "record"."removed" and "record"."visit" is null;--> statement-breakpoint
CREATE INDEX "record_by_study_and_form" ON "record" USING btree ("study_id","form");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token_once" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "session_by_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "signature_by_subject" ON "signature" USING btree ("subject_id","state");--> statement-breakpoint
CREATE INDEX "signature_by_record" ON "signature" USING btree ("record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "site_key_once" ON "site" USING btree ("study_id","site_key");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshot_name_once" ON "snapshot" USING btree ("study_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "study_key_once" ON "study" USING btree ("study_key");--> statement-breakpoint
CREATE INDEX "study_version_site_by_site" ON "study_version_site" USING btree ("site_id","effective_from");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_subjid_once" ON "subject" USING btree ("study_id","subjid");--> statement-breakpoint
CREATE INDEX "subject_by_site" ON "subject" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "verification_by_record" ON "verification" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "verification_by_subject" ON "verification" USING btree ("subject_id","state");--> statement-breakpoint
-- The trail and whatever the trail speaks of stay: the database itself refuses to change or delete them.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%: % is refused, what was recorded stays', TG_TABLE_NAME, lower(TG_OP);
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_entry_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "study_version_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "study_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "query_entry_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "query_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "study_refuse_delete" BEFORE DELETE OR TRUNCATE ON "study" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "site_refuse_delete" BEFORE DELETE OR TRUNCATE ON "site" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "account_refuse_delete" BEFORE DELETE OR TRUNCATE ON "account" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "account_grant_refuse_delete" BEFORE DELETE OR TRUNCATE ON "account_grant" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "subject_refuse_delete" BEFORE DELETE OR TRUNCATE ON "subject" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "record_refuse_delete" BEFORE DELETE OR TRUNCATE ON "record" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "query_refuse_delete" BEFORE DELETE OR TRUNCATE ON "query" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "verification_refuse_delete" BEFORE DELETE OR TRUNCATE ON "verification" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "signature_refuse_delete" BEFORE DELETE OR TRUNCATE ON "signature" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "data_lock_refuse_delete" BEFORE DELETE OR TRUNCATE ON "data_lock" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "snapshot_refuse_delete" BEFORE DELETE OR TRUNCATE ON "snapshot" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "study_version_site_refuse_delete" BEFORE DELETE OR TRUNCATE ON "study_version_site" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
