CREATE TABLE "live_visit" (
	"account_id" text NOT NULL,
	"study_id" text NOT NULL,
	"before_seq" integer,
	"before_at" text,
	"seen_seq" integer NOT NULL,
	"seen_at" text NOT NULL,
	CONSTRAINT "live_visit_account_id_study_id_pk" PRIMARY KEY("account_id","study_id"),
	CONSTRAINT "live_visit_seq_from_0" CHECK ("live_visit"."seen_seq" >= 0)
);
--> statement-breakpoint
ALTER TABLE "live_visit" ADD CONSTRAINT "live_visit_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_visit" ADD CONSTRAINT "live_visit_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;