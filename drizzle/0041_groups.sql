CREATE TABLE `rfm_moves` (
	`id` integer PRIMARY KEY NOT NULL,
	`customer_id` integer NOT NULL,
	`from` text,
	`to` text,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `rfm_moves_at` ON `rfm_moves` (`at`,`customer_id`,`from`,`to`);--> statement-breakpoint
CREATE INDEX `rfm_moves_customer` ON `rfm_moves` (`customer_id`,`at`,`from`,`to`);--> statement-breakpoint
CREATE TABLE `rfm_watch` (
	`id` integer PRIMARY KEY NOT NULL,
	`since` integer NOT NULL
) STRICT;
