CREATE TABLE `joined_customers` (
	`id` integer PRIMARY KEY NOT NULL,
	`into_id` integer NOT NULL,
	`import_id` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `joined_customers_into` ON `joined_customers` (`into_id`);--> statement-breakpoint
DROP INDEX `customers_phone`;--> statement-breakpoint
DROP INDEX `customers_email`;--> statement-breakpoint
CREATE INDEX `customers_phone` ON `customers` (`phone`,`external_id`);--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`email`,`phone`,`external_id`) WHERE email is not null;