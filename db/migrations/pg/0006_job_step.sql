ALTER TABLE "job" ADD COLUMN "step" text;--> statement-breakpoint
CREATE INDEX "job_by_account" ON "job" USING btree ("account_id","created_at");