CREATE TABLE `careful_starts` (
	`broadcast_id` integer PRIMARY KEY NOT NULL,
	`wave` integer NOT NULL,
	`first` integer NOT NULL,
	`second` integer NOT NULL,
	`opens_at` integer,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `careful` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `block_limit` integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `stop_limit` integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `wave` integer;--> statement-breakpoint
CREATE INDEX `deliveries_wave` ON `deliveries` (`broadcast_id`,`wave`,`due_at`,`id`) WHERE state = 'queued' and wave is not null;