CREATE TABLE `test_openings` (
	`test_id` integer NOT NULL,
	`link` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`test_id`, `link`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `links` ADD `tracked` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `links` ADD `marked` integer DEFAULT true NOT NULL;--> statement-breakpoint
UPDATE `subscribers` SET `source` = null WHERE ltrim(`source`, '_-') LIKE 'join\_%' ESCAPE '\' OR ltrim(`source`, '_-') LIKE 'claim\_%' ESCAPE '\';--> statement-breakpoint
UPDATE `subscribers` SET `last_source` = null WHERE ltrim(`last_source`, '_-') LIKE 'join\_%' ESCAPE '\' OR ltrim(`last_source`, '_-') LIKE 'claim\_%' ESCAPE '\';--> statement-breakpoint
UPDATE `subscription_events` SET `source` = null WHERE ltrim(`source`, '_-') LIKE 'join\_%' ESCAPE '\' OR ltrim(`source`, '_-') LIKE 'claim\_%' ESCAPE '\';
