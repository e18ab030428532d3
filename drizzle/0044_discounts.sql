DROP INDEX `conversions_subscriber`;--> statement-breakpoint
CREATE INDEX `conversions_subscriber` ON `conversions` (`subscriber_id`,`at`,`by`);--> statement-breakpoint
CREATE INDEX `orders_discount` ON `orders` (`customer_id`,`at`,`status`,`currency`,`discount`,`total`,`refunded`) WHERE discount is not null;