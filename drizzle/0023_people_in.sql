CREATE TABLE `source_aliases` (
	`payload` text PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `source_aliases_source` ON `source_aliases` (`source_id`);--> statement-breakpoint
CREATE TABLE `source_visits` (
	`source_id` integer NOT NULL,
	`day` integer NOT NULL,
	`verdict` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`source_id`, `day`, `verdict`),
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`channel` text,
	`cost` integer,
	`currency` text,
	`welcome` text,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_name_folded_unique` ON `sources` (`name_folded`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`hash` blob PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `import_changes` (
	`import_id` integer NOT NULL,
	`table` text NOT NULL,
	`row` text NOT NULL,
	`before` text,
	`after` text NOT NULL,
	PRIMARY KEY(`import_id`, `table`, `row`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `import_mappings` (
	`header_hash` blob PRIMARY KEY NOT NULL,
	`mapping` text NOT NULL,
	`at` integer NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY NOT NULL,
	`admin_id` integer NOT NULL,
	`at` integer NOT NULL,
	`file` text NOT NULL,
	`sha256` blob NOT NULL,
	`kind` text,
	`mapping` text,
	`state` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`counts` text,
	`finished_at` integer,
	`undone_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `imports_at` ON `imports` (`at`);--> statement-breakpoint
CREATE INDEX `imports_open` ON `imports` (`state`) WHERE state = 'merging';--> statement-breakpoint
CREATE TABLE `__new_customers` (
	`id` integer PRIMARY KEY NOT NULL,
	`external_id` text,
	`telegram_id` integer,
	`phone` text,
	`email` text,
	`first_name` text,
	`last_name` text,
	`subscriber_id` integer,
	`linked_by` text,
	`linked_at` integer,
	`created_at` integer NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_customers` (`id`, `external_id`, `telegram_id`, `phone`, `subscriber_id`, `linked_by`, `linked_at`, `created_at`) SELECT `id`, `external_id`, `telegram_id`, `phone`, `subscriber_id`, `linked_by`, `linked_at`, `created_at` FROM `customers`;--> statement-breakpoint
DROP TABLE `customers`;--> statement-breakpoint
ALTER TABLE `__new_customers` RENAME TO `customers`;--> statement-breakpoint
CREATE UNIQUE INDEX `customers_external_id_unique` ON `customers` (`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_subscriber_id_unique` ON `customers` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `customers_phone` ON `customers` (`phone`);--> statement-breakpoint
CREATE INDEX `customers_telegram` ON `customers` (`telegram_id`);--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`email`) WHERE email is not null;--> statement-breakpoint
CREATE TABLE `__new_subscribers` (
	`id` integer PRIMARY KEY NOT NULL,
	`telegram_id` integer,
	`first_name` text NOT NULL,
	`last_name` text,
	`username` text,
	`telegram_language` text,
	`chosen_language` text,
	`premium` integer DEFAULT 0 NOT NULL,
	`source` text,
	`last_source` text,
	`phone` text,
	`time_zone` text,
	`lat` real,
	`lon` real,
	`place_from` text,
	`greeted_by` integer DEFAULT 0,
	`subscribed_at` integer,
	`unsubscribed_at` integer,
	`paused_until` integer,
	`unreachable` text,
	`unreachable_at` integer,
	`checked_at` integer,
	`last_seen_at` integer,
	`vouched_by` integer,
	`ground` text,
	`dice` integer NOT NULL,
	`created_at` integer NOT NULL,
	`erased_at` integer,
	`status` text GENERATED ALWAYS AS (case when erased_at is not null then 'erased' when unreachable is not null then unreachable when unsubscribed_at is not null then 'unsubscribed' else 'active' end) VIRTUAL,
	CONSTRAINT "subscribers_named" CHECK((telegram_id is null) = (erased_at is not null)),
	CONSTRAINT "subscribers_dated" CHECK((subscribed_at is null) = (erased_at is not null))
) STRICT;
--> statement-breakpoint
-- Whoever is here pressed Start: Telegram has said that they can be written to, or since when not.
INSERT INTO `__new_subscribers` (`id`, `telegram_id`, `first_name`, `last_name`, `username`, `telegram_language`, `chosen_language`, `premium`, `source`, `last_source`, `phone`, `time_zone`, `lat`, `lon`, `place_from`, `greeted_by`, `subscribed_at`, `unsubscribed_at`, `paused_until`, `unreachable`, `unreachable_at`, `last_seen_at`, `dice`, `created_at`, `checked_at`) SELECT `id`, `telegram_id`, `first_name`, `last_name`, `username`, `telegram_language`, `chosen_language`, `premium`, `source`, `last_source`, `phone`, `time_zone`, `lat`, `lon`, `place_from`, `greeted_by`, `subscribed_at`, `unsubscribed_at`, `paused_until`, `unreachable`, `unreachable_at`, `last_seen_at`, `dice`, `created_at`, coalesce(`unreachable_at`, `last_seen_at`) FROM `subscribers`;--> statement-breakpoint
DROP TABLE `subscribers`;--> statement-breakpoint
ALTER TABLE `__new_subscribers` RENAME TO `subscribers`;--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_telegram_id_unique` ON `subscribers` (`telegram_id`);--> statement-breakpoint
CREATE INDEX `subscribers_source` ON `subscribers` (source collate nocase);--> statement-breakpoint
CREATE INDEX `subscribers_subscribed_at` ON `subscribers` (`subscribed_at`);--> statement-breakpoint
CREATE INDEX `subscribers_last_seen_at` ON `subscribers` (`last_seen_at`);--> statement-breakpoint
CREATE INDEX `subscribers_last_source` ON `subscribers` (last_source collate nocase) WHERE last_source is not null;--> statement-breakpoint
CREATE INDEX `subscribers_place` ON `subscribers` (`lat`,`lon`) WHERE lat is not null;--> statement-breakpoint
CREATE INDEX `subscribers_zone` ON `subscribers` (`time_zone`) WHERE time_zone is not null;--> statement-breakpoint
CREATE INDEX `subscribers_dice` ON `subscribers` (`dice`);--> statement-breakpoint
CREATE INDEX `subscribers_erased` ON `subscribers` (`erased_at`) WHERE erased_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_phone` ON `subscribers` (`phone`) WHERE phone is not null;--> statement-breakpoint
ALTER TABLE `subscription_events` ADD `vouched_by` integer;--> statement-breakpoint
ALTER TABLE `secrets` ADD `purpose` text DEFAULT 'links' NOT NULL;--> statement-breakpoint
-- The key by which those are known again who asked to be forgotten.
INSERT INTO `secrets` (`key_id`, `secret`, `created_at`, `purpose`) VALUES (0, lower(hex(randomblob(32))), CAST(unixepoch('subsec') * 1000 AS INTEGER), 'erasures');
