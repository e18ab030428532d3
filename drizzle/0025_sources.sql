CREATE TABLE `__new_source_visits` (
	`source_id` integer NOT NULL,
	`day` integer NOT NULL,
	`verdict` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`source_id`, `day`, `verdict`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
INSERT INTO `__new_source_visits`("source_id", "day", "verdict", "n") SELECT "source_id", "day", "verdict", "n" FROM `source_visits`;--> statement-breakpoint
DROP TABLE `source_visits`;--> statement-breakpoint
ALTER TABLE `__new_source_visits` RENAME TO `source_visits`;--> statement-breakpoint
ALTER TABLE `sources` ADD `channel_folded` text;--> statement-breakpoint
CREATE INDEX `sources_channel` ON `sources` (`channel_folded`);--> statement-breakpoint
ALTER TABLE `sources` DROP COLUMN `welcome`;