CREATE TABLE `dose_decision` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`version` integer NOT NULL,
	`cohort` text NOT NULL,
	`decision` text NOT NULL,
	`next_cohort` text,
	`decided_on` text NOT NULL,
	`members` text NOT NULL,
	`reason` text NOT NULL,
	`correction` text,
	`basis` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_role` text NOT NULL,
	`recorded_at` text NOT NULL,
	`recorded_seq` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "dose_decision_known" CHECK("dose_decision"."decision" in ('ESCALATE', 'EXPAND', 'STAY', 'DE-ESCALATE', 'STOP', 'OTHER')),
	CONSTRAINT "dose_decision_corrected_with_reason" CHECK(("dose_decision"."version" = 1) = ("dose_decision"."correction" is null)),
	CONSTRAINT "dose_decision_version_from_1" CHECK("dose_decision"."version" >= 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dose_decision_version_once` ON `dose_decision` (`decision_id`,`version`);--> statement-breakpoint
CREATE INDEX `dose_decision_by_study` ON `dose_decision` (`study_id`,`recorded_at`);
--> statement-breakpoint
-- A decision stays as it was recorded: a correction is a version of its own.
CREATE TRIGGER `dose_decision_refuse_update` BEFORE UPDATE ON `dose_decision` BEGIN
	SELECT RAISE(ABORT, 'dose_decision: update is refused, what was recorded stays');
END;
--> statement-breakpoint
CREATE TRIGGER `dose_decision_refuse_delete` BEFORE DELETE ON `dose_decision` BEGIN
	SELECT RAISE(ABORT, 'dose_decision: delete is refused, what was recorded stays');
END;
