CREATE TABLE `campaign_editions` (
	`campaign_id` integer NOT NULL,
	`edition` integer NOT NULL,
	`starts` text NOT NULL,
	`ends` text NOT NULL,
	`nth` integer DEFAULT 0 NOT NULL,
	`position` integer,
	`upto` integer,
	`lets_into` integer,
	PRIMARY KEY(`campaign_id`, `edition`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `campaigns` ADD `nth` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `floor` integer;