CREATE TABLE `live_visit` (
	`account_id` text NOT NULL,
	`study_id` text NOT NULL,
	`before_seq` integer,
	`before_at` text,
	`seen_seq` integer NOT NULL,
	`seen_at` text NOT NULL,
	PRIMARY KEY(`account_id`, `study_id`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`study_id`) REFERENCES `study`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "live_visit_seq_from_0" CHECK("live_visit"."seen_seq" >= 0)
);
