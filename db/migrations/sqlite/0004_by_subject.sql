CREATE INDEX `check_firing_by_subject` ON `check_firing` (`subject_id`,`state`);--> statement-breakpoint
CREATE INDEX `coding_by_record` ON `coding` (`record_id`);--> statement-breakpoint
CREATE INDEX `record_by_subject` ON `record` (`subject_id`);