ALTER TABLE `job` ADD `step` text;--> statement-breakpoint
CREATE INDEX `job_by_account` ON `job` (`account_id`,`created_at`);