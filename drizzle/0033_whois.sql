CREATE TABLE `contact_asks` (
	`delivery_id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`broadcast_id` integer NOT NULL,
	`at` integer NOT NULL,
	`shared_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `contact_asks_subscriber` ON `contact_asks` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE INDEX `contact_asks_broadcast` ON `contact_asks` (`broadcast_id`);