CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`admin_id` integer NOT NULL,
	`at` integer NOT NULL,
	`address` text NOT NULL,
	`subject` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `cards` (
	`chat` integer NOT NULL,
	`message` integer NOT NULL,
	`address` text NOT NULL,
	`subject` text,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`chat`, `message`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `cards_subject` ON `cards` (`subject`);