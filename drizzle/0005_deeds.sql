CREATE TABLE `outbox` (
	`update_id` integer NOT NULL,
	`n` integer NOT NULL,
	`chat` integer NOT NULL,
	`payload` text,
	`state` text NOT NULL,
	`message_id` integer,
	`error` text,
	PRIMARY KEY(`update_id`, `n`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`update_id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `__new_updates` (
	`update_id` integer PRIMARY KEY NOT NULL,
	`body` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`outcome` text,
	`stopped` integer DEFAULT 0 NOT NULL,
	`handled_at` integer
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_updates`("update_id", "body", "attempts") SELECT "update_id", "body", "attempts" FROM `updates`;--> statement-breakpoint
DROP TABLE `updates`;--> statement-breakpoint
ALTER TABLE `__new_updates` RENAME TO `updates`;--> statement-breakpoint
CREATE INDEX `updates_handled` ON `updates` (`handled_at`);--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `generation` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `generation` integer DEFAULT 0 NOT NULL;
