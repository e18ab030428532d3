CREATE TABLE `told_orders` (
	`connection_id` integer NOT NULL,
	`shop_id` text NOT NULL,
	`external_id` text,
	`told_at` integer NOT NULL,
	`rank` integer NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`connection_id`, `shop_id`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `told_orders_external` ON `told_orders` (`external_id`) WHERE external_id is not null;--> statement-breakpoint
CREATE TABLE `told_refunds` (
	`connection_id` integer NOT NULL,
	`shop_id` text NOT NULL,
	`refund_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	PRIMARY KEY(`connection_id`, `shop_id`, `refund_id`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `connections` ADD `trouble` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `trouble_at` integer;--> statement-breakpoint
CREATE INDEX `webhook_inbox_order` ON `webhook_inbox` (`order_id`) WHERE order_id is not null;