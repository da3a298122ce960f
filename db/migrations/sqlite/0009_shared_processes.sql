CREATE TABLE `change_mark` (
	`scope` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	CONSTRAINT "change_mark_scope_known" CHECK("change_mark"."scope" in ('access', 'definitions'))
);
--> statement-breakpoint
CREATE TABLE `failed_attempt` (
	`source` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `failed_attempt_by_time` ON `failed_attempt` (`since`);
--> statement-breakpoint
-- Processes remember rights and definitions as long as these numbers stand; whoever writes raises them.
INSERT INTO `change_mark` (`scope`, `number`) VALUES ('access', 0), ('definitions', 0);
--> statement-breakpoint
CREATE TRIGGER `account_update_raises_mark` AFTER UPDATE ON `account` WHEN OLD.`locked` IS NOT NEW.`locked` OR OLD.`active` IS NOT NEW.`active` OR OLD.`username` IS NOT NEW.`username` OR OLD.`display_name` IS NOT NEW.`display_name` OR OLD.`must_change_password` IS NOT NEW.`must_change_password` OR OLD.`password_set_at` IS NOT NEW.`password_set_at` OR OLD.`totp_secret` IS NOT NEW.`totp_secret` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `session_update_raises_mark` AFTER UPDATE ON `session` WHEN OLD.`ended_at` IS NOT NEW.`ended_at` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `account_grant_insert_raises_mark` AFTER INSERT ON `account_grant` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `account_grant_update_raises_mark` AFTER UPDATE ON `account_grant` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `setting_insert_raises_mark` AFTER INSERT ON `setting` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `setting_update_raises_mark` AFTER UPDATE ON `setting` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `training_insert_raises_mark` AFTER INSERT ON `training` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `training_update_raises_mark` AFTER UPDATE ON `training` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'access';
END;
--> statement-breakpoint
CREATE TRIGGER `study_version_insert_raises_mark` AFTER INSERT ON `study_version` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'definitions';
END;
--> statement-breakpoint
CREATE TRIGGER `study_version_site_insert_raises_mark` AFTER INSERT ON `study_version_site` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'definitions';
END;
--> statement-breakpoint
CREATE TRIGGER `study_version_site_update_raises_mark` AFTER UPDATE ON `study_version_site` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'definitions';
END;
--> statement-breakpoint
CREATE TRIGGER `site_update_raises_mark` AFTER UPDATE ON `site` WHEN OLD.`time_zone` IS NOT NEW.`time_zone` BEGIN
	UPDATE `change_mark` SET `number` = `number` + 1 WHERE `scope` = 'definitions';
END;
