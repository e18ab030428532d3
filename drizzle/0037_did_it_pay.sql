CREATE TABLE `holdout_members` (
	`holdout_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`held` integer NOT NULL,
	`linked` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`holdout_id`, `subscriber_id`),
	FOREIGN KEY (`holdout_id`) REFERENCES `holdouts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `holdout_members_person` ON `holdout_members` (`subscriber_id`,`holdout_id`,`held`);--> statement-breakpoint
CREATE TABLE `holdouts` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`broadcast_id` integer,
	`share` integer NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`reported_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `holdouts_broadcast` ON `holdouts` (`broadcast_id`) WHERE broadcast_id is not null;--> statement-breakpoint
CREATE INDEX `holdouts_kind` ON `holdouts` (`kind`,`to_at`);--> statement-breakpoint
CREATE TABLE `promo_codes` (
	`offer_id` integer NOT NULL,
	`folded` text NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	`delivery_id` integer,
	`taken_at` integer,
	PRIMARY KEY(`offer_id`, `folded`),
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `promo_codes_delivery_id_unique` ON `promo_codes` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `promo_codes_free` ON `promo_codes` (`offer_id`,`position`) WHERE delivery_id is null;--> statement-breakpoint
CREATE INDEX `promo_codes_folded` ON `promo_codes` (`folded`);--> statement-breakpoint
CREATE TABLE `conversions` (
	`order_id` integer PRIMARY KEY NOT NULL,
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
CREATE INDEX `conversions_delivery` ON `conversions` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `conversions_broadcast` ON `conversions` (`broadcast_id`,`by`,`at`,`amount`);--> statement-breakpoint
CREATE INDEX `conversions_subscriber` ON `conversions` (`subscriber_id`,`at`);--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `control` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `window_days` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `click_days` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `seen_days` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_kind` text;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_code` text;