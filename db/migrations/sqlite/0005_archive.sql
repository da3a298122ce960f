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
CREATE INDEX `site_archive_by_study` ON `site_archive` (`study_id`,`site_id`);
--> statement-breakpoint
CREATE TRIGGER `site_archive_refuse_delete` BEFORE DELETE ON `site_archive` BEGIN
	SELECT RAISE(ABORT, 'site_archive: delete is refused, what was recorded stays');
END;
