CREATE TABLE `cover_secret` (
	`study_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`created_by` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`created_at` text NOT NULL,
	`used_at` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_code_by_account` ON `recovery_code` (`account_id`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `site_archive` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`site_id` text NOT NULL,
	`number` integer NOT NULL,
	`seq` integer NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`counts` text NOT NULL,
	`program_version` text NOT NULL,
	`made_by` text,
	`made_at` text NOT NULL,
	`received_by` text,
	`received_at` text,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `site`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`received_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "site_archive_number_from_1" CHECK("site_archive"."number" >= 1),
	CONSTRAINT "site_archive_hash_is_sha256" CHECK(length("site_archive"."sha256") = 64),
	CONSTRAINT "site_archive_size_counted" CHECK("site_archive"."size" >= 0),
	CONSTRAINT "site_archive_received_by_somebody" CHECK(("site_archive"."received_by" is null) = ("site_archive"."received_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_archive_number_once` ON `site_archive` (`site_id`,`number`);--> statement-breakpoint
CREATE INDEX `site_archive_by_study` ON `site_archive` (`study_id`,`site_id`);--> statement-breakpoint
CREATE TABLE `training` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`study_id` text NOT NULL,
	`title` text NOT NULL,
	`version` integer NOT NULL,
	`trained_on` text NOT NULL,
	`recorded_by` text,
	`recorded_at` text NOT NULL,
	`withdrawn_at` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "training_version_counts" CHECK("training"."version" >= 1)
);
--> statement-breakpoint
CREATE INDEX `training_by_account` ON `training` (`account_id`,`study_id`);--> statement-breakpoint
ALTER TABLE `access_token` ADD `addresses` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `account` ADD `totp_pending` text;--> statement-breakpoint
ALTER TABLE `data_lock` ADD `form` text;--> statement-breakpoint
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
--> statement-breakpoint
CREATE TRIGGER `site_archive_refuse_delete` BEFORE DELETE ON `site_archive` BEGIN
	SELECT RAISE(ABORT, 'site_archive: delete is refused, what was recorded stays');
END;
