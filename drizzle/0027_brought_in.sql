CREATE TABLE `silent_checks` (
	`id` integer PRIMARY KEY NOT NULL,
	`admin_id` integer NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`people` integer NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`reached` integer DEFAULT 0 NOT NULL,
	`blocked` integer DEFAULT 0 NOT NULL,
	`deactivated` integer DEFAULT 0 NOT NULL,
	`unsure` integer DEFAULT 0 NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
ALTER TABLE `subscribers` ADD `file_phone` text;--> statement-breakpoint
ALTER TABLE `import_changes` ADD `kept` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `vouched_by` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `ground` text;--> statement-breakpoint
CREATE INDEX `customer_conflicts_subscriber` ON `customer_conflicts` (`subscriber_id`);