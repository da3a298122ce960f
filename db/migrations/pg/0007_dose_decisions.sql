CREATE TABLE "dose_decision" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"decision_id" text NOT NULL,
	"version" integer NOT NULL,
	"cohort" text NOT NULL,
	"decision" text NOT NULL,
	"next_cohort" text,
	"decided_on" text NOT NULL,
	"members" text NOT NULL,
	"reason" text NOT NULL,
	"correction" text,
	"basis" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_role" text NOT NULL,
	"recorded_at" text NOT NULL,
	"recorded_seq" integer NOT NULL,
	CONSTRAINT "dose_decision_known" CHECK ("dose_decision"."decision" in ('ESCALATE', 'EXPAND', 'STAY', 'DE-ESCALATE', 'STOP', 'OTHER')),
	CONSTRAINT "dose_decision_corrected_with_reason" CHECK (("dose_decision"."version" = 1) = ("dose_decision"."correction" is null)),
	CONSTRAINT "dose_decision_version_from_1" CHECK ("dose_decision"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "dose_decision" ADD CONSTRAINT "dose_decision_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dose_decision" ADD CONSTRAINT "dose_decision_recorded_by_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "dose_decision_version_once" ON "dose_decision" USING btree ("decision_id","version");--> statement-breakpoint
CREATE INDEX "dose_decision_by_study" ON "dose_decision" USING btree ("study_id","recorded_at");
--> statement-breakpoint
-- A decision stays as it was recorded: a correction is a version of its own.
CREATE TRIGGER "dose_decision_refuse_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "dose_decision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
