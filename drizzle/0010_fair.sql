CREATE TABLE `muted` (
	`telegram_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `inbox` ADD `kept_at` integer;--> statement-breakpoint
CREATE INDEX `inbox_unpassed` ON `inbox` (`telegram_id`,`id`) WHERE passed_at is null and kept_at is null;--> statement-breakpoint
CREATE INDEX `inbox_kept` ON `inbox` (`telegram_id`,`id`) WHERE passed_at is null and kept_at is not null;