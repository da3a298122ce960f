DROP INDEX `lab_mapping_name_once`;--> statement-breakpoint
ALTER TABLE `lab_mapping` ADD `site_id` text REFERENCES site(id);--> statement-breakpoint
CREATE UNIQUE INDEX `lab_mapping_name_once` ON `lab_mapping` (`laboratory_id`,`site_id`,`source_name`,`source_unit`);--> statement-breakpoint
DROP INDEX `laboratory_code_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `laboratory_code_once` ON `laboratory` (`study_id`,`site_id`,`code`);--> statement-breakpoint
UPDATE "lab_mapping" SET "site_id" = (SELECT "site_id" FROM "laboratory" WHERE "laboratory"."id" = "lab_mapping"."laboratory_id");