CREATE TABLE `admins` (
	`telegram_id` integer PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`invited_by` integer,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`telegram_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`delivery_id` integer,
	`at` integer NOT NULL,
	`passed_at` integer,
	`answered_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_once` ON `inbox` (`telegram_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `inbox_person` ON `inbox` (`telegram_id`,`answered_at`);--> statement-breakpoint
CREATE INDEX `inbox_open` ON `inbox` (`answered_at`,`at`);--> statement-breakpoint
CREATE TABLE `inbox_copies` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`telegram_id` integer NOT NULL,
	`inbox_id` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `invitations` (
	`code` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`created_by` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_by` integer
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `staff_topics` (
	`chat_id` integer NOT NULL,
	`telegram_id` integer NOT NULL,
	`topic_id` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `telegram_id`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `staff_topics_topic` ON `staff_topics` (`chat_id`,`topic_id`);--> statement-breakpoint
CREATE TABLE `repair_steps` (
	`repair_id` integer NOT NULL,
	`delivery_id` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`at` integer,
	PRIMARY KEY(`repair_id`, `delivery_id`),
	FOREIGN KEY (`repair_id`) REFERENCES `repairs`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `repair_steps_state` ON `repair_steps` (`repair_id`,`state`);--> statement-breakpoint
CREATE TABLE `repairs` (
	`id` integer PRIMARY KEY NOT NULL,
	`broadcast_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`versions` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`reported_at` integer,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `repairs_broadcast` ON `repairs` (`broadcast_id`);--> statement-breakpoint
CREATE INDEX `repairs_state` ON `repairs` (`state`);--> statement-breakpoint
CREATE TABLE `link_targets` (
	`offer_id` integer NOT NULL,
	`number` integer NOT NULL,
	`since` integer NOT NULL,
	`url` text NOT NULL,
	`changed_by` integer NOT NULL,
	PRIMARY KEY(`offer_id`, `number`, `since`),
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `not_later_than` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `urgent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `shown_variant_id` integer REFERENCES variants(id);--> statement-breakpoint
ALTER TABLE `deliveries` ADD `taken_back_at` integer;--> statement-breakpoint
CREATE INDEX `deliveries_claimed` ON `deliveries` (`subscriber_id`,`claimed_at`) WHERE claimed_at is not null;--> statement-breakpoint
ALTER TABLE `offers` ADD `kind` text DEFAULT 'marketing' NOT NULL;