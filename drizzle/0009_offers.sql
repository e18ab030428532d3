CREATE TABLE `prompts` (
	`admin_id` integer PRIMARY KEY NOT NULL,
	`update_id` integer NOT NULL,
	`topic` text NOT NULL,
	`args` text NOT NULL,
	`chat` integer,
	`message` integer,
	`aside` text,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `broadcast_changes` (
	`broadcast_id` integer PRIMARY KEY NOT NULL,
	`offer_id` integer NOT NULL,
	`admin_id` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`asked_at` integer,
	`due_asked_at` integer,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `broadcast_changes_offer` ON `broadcast_changes` (`offer_id`);--> statement-breakpoint
CREATE TABLE `origins` (
	`chat` integer NOT NULL,
	`message` integer NOT NULL,
	`offer_id` integer NOT NULL,
	`topic` text NOT NULL,
	`args` text NOT NULL,
	`print` text NOT NULL,
	PRIMARY KEY(`chat`, `message`, `offer_id`),
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `origins_offer` ON `origins` (`offer_id`);--> statement-breakpoint
ALTER TABLE `segments` ADD `listed` integer DEFAULT 1 NOT NULL;