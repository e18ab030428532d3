CREATE TABLE `subscribers` (
	`id` integer PRIMARY KEY NOT NULL,
	`telegram_id` integer NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text,
	`username` text,
	`telegram_language` text,
	`chosen_language` text,
	`premium` integer DEFAULT 0 NOT NULL,
	`source` text,
	`subscribed_at` integer NOT NULL,
	`unsubscribed_at` integer,
	`paused_until` integer,
	`unreachable` text,
	`unreachable_at` integer,
	`last_seen_at` integer NOT NULL,
	`dice` integer NOT NULL,
	`created_at` integer NOT NULL,
	`status` text GENERATED ALWAYS AS (case when unreachable is not null then unreachable when unsubscribed_at is not null then 'unsubscribed' else 'active' end) VIRTUAL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_telegram_id_unique` ON `subscribers` (`telegram_id`);--> statement-breakpoint
CREATE INDEX `subscribers_source` ON `subscribers` (`source`);--> statement-breakpoint
CREATE INDEX `subscribers_subscribed_at` ON `subscribers` (`subscribed_at`);--> statement-breakpoint
CREATE INDEX `subscribers_last_seen_at` ON `subscribers` (`last_seen_at`);--> statement-breakpoint
CREATE TABLE `subscription_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`kind` text NOT NULL,
	`source` text,
	`wording` text,
	`wording_version` text,
	`delivery_id` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `subscription_events_subscriber` ON `subscription_events` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE INDEX `subscription_events_delivery` ON `subscription_events` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `wordings` (
	`name` text NOT NULL,
	`version` text NOT NULL,
	`language` text NOT NULL,
	`shown` text NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`name`, `version`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `conversations` (
	`key` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `updates` (
	`update_id` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `broadcasts` (
	`id` integer PRIMARY KEY NOT NULL,
	`offer_id` integer NOT NULL,
	`state` text NOT NULL,
	`pause_reason` text,
	`pause_error` text,
	`parts` text NOT NULL,
	`left_out` text NOT NULL,
	`shown_audience` integer NOT NULL,
	`zone` text NOT NULL,
	`starts_at` integer NOT NULL,
	`evaluated_at` integer,
	`started_at` integer,
	`finished_at` integer,
	`reported_at` integer,
	`progress_chat` integer,
	`progress_message` integer,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `broadcasts_state` ON `broadcasts` (`state`,`starts_at`);--> statement-breakpoint
CREATE INDEX `broadcasts_offer` ON `broadcasts` (`offer_id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`broadcast_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`occurrence` integer DEFAULT 0 NOT NULL,
	`variant_id` integer,
	`state` text NOT NULL,
	`reason` text,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_at` integer,
	`sent_at` integer,
	`message_id` integer,
	`error` text,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`variant_id`) REFERENCES `variants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`broadcast_id`,`subscriber_id`,`occurrence`);--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`broadcast_id`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_queued` ON `deliveries` (`broadcast_id`,`due_at`,`id`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `deliveries_sending` ON `deliveries` (`id`) WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX `deliveries_uncertain` ON `deliveries` (`id`) WHERE state = 'uncertain';--> statement-breakpoint
CREATE INDEX `deliveries_sent` ON `deliveries` (`subscriber_id`,`sent_at`) WHERE sent_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_message` ON `deliveries` (`subscriber_id`,`message_id`) WHERE message_id is not null;--> statement-breakpoint
CREATE TABLE `lanes` (
	`name` text PRIMARY KEY NOT NULL,
	`rate` real NOT NULL,
	`paused_until` integer,
	`paused_for` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `links` (
	`variant_id` integer NOT NULL,
	`number` integer NOT NULL,
	`url` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`variant_id`, `number`),
	FOREIGN KEY (`variant_id`) REFERENCES `variants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `offers` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`goal` text NOT NULL,
	`state` text NOT NULL,
	`draft` text NOT NULL,
	`utm_campaign` text,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `offers_name_folded_unique` ON `offers` (`name_folded`);--> statement-breakpoint
CREATE INDEX `offers_state` ON `offers` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `tests` (
	`id` integer PRIMARY KEY NOT NULL,
	`variant_id` integer NOT NULL,
	`admin_id` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`variant_id`) REFERENCES `variants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `variants` (
	`id` integer PRIMARY KEY NOT NULL,
	`offer_id` integer NOT NULL,
	`position` integer NOT NULL,
	`segment_id` integer,
	`content` text NOT NULL,
	`frozen_at` integer,
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`segment_id`) REFERENCES `segments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `variants_offer` ON `variants` (`offer_id`,`position`);--> statement-breakpoint
CREATE TABLE `segments` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`criterion` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `segments_name` ON `segments` (`name_folded`) WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE `clicks` (
	`id` integer PRIMARY KEY NOT NULL,
	`delivery_id` integer NOT NULL,
	`link` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`broadcast_id` integer NOT NULL,
	`at` integer NOT NULL,
	`verdict` text NOT NULL,
	`why` text NOT NULL,
	`agent` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `clicks_subscriber` ON `clicks` (`subscriber_id`,`at`,`verdict`);--> statement-breakpoint
CREATE INDEX `clicks_broadcast` ON `clicks` (`broadcast_id`,`link`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `clicks_delivery` ON `clicks` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `dropped_clicks` (
	`day` integer NOT NULL,
	`reason` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`day`, `reason`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `reads` (
	`delivery_id` integer NOT NULL,
	`evidence` text NOT NULL,
	`grade` text NOT NULL,
	`subscriber_id` integer NOT NULL,
	`broadcast_id` integer NOT NULL,
	`at` integer NOT NULL,
	`message_id` integer,
	PRIMARY KEY(`delivery_id`, `evidence`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `reads_subscriber` ON `reads` (`subscriber_id`,`at`,`grade`);--> statement-breakpoint
CREATE INDEX `reads_broadcast` ON `reads` (`broadcast_id`,`grade`);--> statement-breakpoint
CREATE TABLE `replies` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`delivery_id` integer,
	`broadcast_id` integer,
	`quoted` integer NOT NULL,
	`message_id` integer NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `replies_broadcast` ON `replies` (`broadcast_id`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `replies_subscriber` ON `replies` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `replies_once` ON `replies` (`subscriber_id`,`message_id`);--> statement-breakpoint
CREATE TABLE `secrets` (
	`key_id` integer PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
