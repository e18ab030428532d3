DROP TABLE `conversions`;--> statement-breakpoint
CREATE TABLE `conversions` (
	`order_id` integer PRIMARY KEY NOT NULL,
	`customer_id` integer NOT NULL,
	`delivery_id` integer NOT NULL,
	`broadcast_id` integer NOT NULL,
	`subscriber_id` integer,
	`link` integer,
	`by` text NOT NULL,
	`evidence_at` integer NOT NULL,
	`at` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`discount` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversions_customer` ON `conversions` (`customer_id`);--> statement-breakpoint
CREATE INDEX `conversions_delivery` ON `conversions` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `conversions_broadcast` ON `conversions` (`broadcast_id`,`by`,`at`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `conversions_subscriber` ON `conversions` (`subscriber_id`,`at`);--> statement-breakpoint
UPDATE `offers` SET `window_days` = 7 WHERE `state` = 'used' AND `window_days` IS NULL;
