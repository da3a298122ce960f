CREATE TABLE `cover_secret` (
	`study_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`created_by` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TRIGGER `snapshot_refuse_update` BEFORE UPDATE ON `snapshot` BEGIN
	SELECT RAISE(ABORT, 'snapshot: update is refused, what was recorded stays');
END;
--> statement-breakpoint
CREATE TRIGGER `cover_secret_refuse_update` BEFORE UPDATE ON `cover_secret` BEGIN
	SELECT RAISE(ABORT, 'cover_secret: update is refused, what was recorded stays');
END;
--> statement-breakpoint
CREATE TRIGGER `cover_secret_refuse_delete` BEFORE DELETE ON `cover_secret` BEGIN
	SELECT RAISE(ABORT, 'cover_secret: delete is refused, what was recorded stays');
END;
