ALTER TABLE `subscribers` ADD `file_phone` text;--> statement-breakpoint
ALTER TABLE `import_changes` ADD `kept` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `vouched_by` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `ground` text;--> statement-breakpoint
CREATE INDEX `customer_conflicts_subscriber` ON `customer_conflicts` (`subscriber_id`);