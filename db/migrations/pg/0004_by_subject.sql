CREATE INDEX "check_firing_by_subject" ON "check_firing" USING btree ("subject_id","state");--> statement-breakpoint
CREATE INDEX "coding_by_record" ON "coding" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "record_by_subject" ON "record" USING btree ("subject_id");