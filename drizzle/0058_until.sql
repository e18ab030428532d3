CREATE TABLE `delivery_ends` (
	`delivery_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`closed` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `delivery_ends_open` ON `delivery_ends` (`at`) WHERE closed = 0;--> statement-breakpoint
ALTER TABLE `repairs` ADD `one_by_one` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `holds` integer;