CREATE TABLE `stale_customers` (
	`customer_id` integer PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hint` text NOT NULL,
	`hash` blob NOT NULL,
	`scopes` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`secret` text,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`told_at` integer,
	`removed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_address_unique` ON `connections` (`address`);--> statement-breakpoint
CREATE TABLE `import_ranges` (
	`import_id` integer NOT NULL,
	`table` text NOT NULL,
	`first` integer NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`import_id`, `table`, `first`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_inbox` (
	`connection_id` integer NOT NULL,
	`dedupe` text NOT NULL,
	`topic` text NOT NULL,
	`body` blob,
	`at` integer NOT NULL,
	`outcome` text,
	`order_id` text,
	`why` text,
	`took` integer,
	PRIMARY KEY(`connection_id`, `dedupe`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `webhook_inbox_at` ON `webhook_inbox` (`connection_id`,`at`);--> statement-breakpoint
CREATE INDEX `webhook_inbox_waiting` ON `webhook_inbox` (`at`) WHERE body is not null;--> statement-breakpoint
CREATE TABLE `webhook_refusals` (
	`connection_id` integer NOT NULL,
	`day` integer NOT NULL,
	`why` text NOT NULL,
	`n` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `day`, `why`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `__new_order_lines` (
	`order_id` integer NOT NULL,
	`line` integer NOT NULL,
	`product` text NOT NULL,
	`product_folded` text NOT NULL,
	`category` text,
	`category_folded` text,
	`quantity` integer NOT NULL,
	`price` integer,
	`sku` text,
	`sku_folded` text,
	PRIMARY KEY(`order_id`, `line`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_order_lines`("order_id", "line", "product", "product_folded", "category", "category_folded", "quantity", "price", "sku", "sku_folded") SELECT "order_id", "line", "product", "product_folded", "category", "category_folded", "quantity", "price", null, null FROM `order_lines`;--> statement-breakpoint
DROP TABLE `order_lines`;--> statement-breakpoint
ALTER TABLE `__new_order_lines` RENAME TO `order_lines`;--> statement-breakpoint
CREATE INDEX `order_lines_product` ON `order_lines` (`product_folded`,`order_id`);--> statement-breakpoint
CREATE INDEX `order_lines_category` ON `order_lines` (`category_folded`,`order_id`);--> statement-breakpoint
CREATE INDEX `order_lines_sku` ON `order_lines` (`sku_folded`,`order_id`) WHERE sku_folded is not null;--> statement-breakpoint
ALTER TABLE `customer_conflicts` ADD `by` text;--> statement-breakpoint
ALTER TABLE `customer_conflicts` ADD `denied` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `link_number` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `by_file_phone` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `import_id` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `at_precision` text DEFAULT 'time' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `discount` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `renewal` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `promo_code` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `promo_folded` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `click_delivery` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `import_id` integer;--> statement-breakpoint
CREATE INDEX `orders_promo` ON `orders` (`promo_folded`,`customer_id`) WHERE promo_folded is not null;