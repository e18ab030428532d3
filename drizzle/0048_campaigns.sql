CREATE TABLE `campaign_messages` (
	`campaign_id` integer NOT NULL,
	`edition` integer NOT NULL,
	`position` integer NOT NULL,
	`offer_id` integer NOT NULL,
	`wait` text NOT NULL,
	`only_if` text,
	`only_segment_id` integer,
	`broadcast_id` integer,
	PRIMARY KEY(`campaign_id`, `edition`, `position`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `campaign_messages_offer` ON `campaign_messages` (`offer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_messages_broadcast` ON `campaign_messages` (`broadcast_id`) WHERE broadcast_id is not null;--> statement-breakpoint
CREATE TABLE `campaign_runs` (
	`campaign_id` integer NOT NULL,
	`planned_for` integer NOT NULL,
	`broadcast_id` integer,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`campaign_id`, `planned_for`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_runs_broadcast_id_unique` ON `campaign_runs` (`broadcast_id`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`ready` text,
	`state` text NOT NULL,
	`starts` text NOT NULL,
	`ends` text NOT NULL,
	`zone` text NOT NULL,
	`edition` integer DEFAULT 1 NOT NULL,
	`position` integer,
	`next_run_at` integer,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`paused_at` integer,
	`ended_at` integer,
	`halt` text,
	`halt_told_at` integer,
	`generation` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_name_folded_unique` ON `campaigns` (`name_folded`);--> statement-breakpoint
CREATE INDEX `campaigns_state` ON `campaigns` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `campaigns_run` ON `campaigns` (`next_run_at`) WHERE state = 'running' and next_run_at is not null;--> statement-breakpoint
CREATE TABLE `enrolments` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`occurrence` integer NOT NULL,
	`edition` integer NOT NULL,
	`started_at` integer NOT NULL,
	`entered_at` integer NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`state` text NOT NULL,
	`why` text,
	`ended_at` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolments_once` ON `enrolments` (`campaign_id`,`subscriber_id`,`occurrence`);--> statement-breakpoint
CREATE INDEX `enrolments_next` ON `enrolments` (`next_at`,`id`) WHERE state = 'on_way' and next_at is not null;--> statement-breakpoint
CREATE INDEX `enrolments_state` ON `enrolments` (`campaign_id`,`state`,`position`);--> statement-breakpoint
CREATE INDEX `enrolments_person` ON `enrolments` (`subscriber_id`);--> statement-breakpoint
CREATE TABLE `trials` (
	`broadcast_id` integer NOT NULL,
	`part` integer NOT NULL,
	`variants` text NOT NULL,
	`share` integer NOT NULL,
	`decides` text NOT NULL,
	`wait` integer NOT NULL,
	`goes_on` text NOT NULL,
	`state` text NOT NULL,
	`decides_at` integer,
	`verdict` text,
	`chosen_variant_id` integer,
	`half` integer DEFAULT 0 NOT NULL,
	`decided_at` integer,
	`decided_by` integer,
	`asked_at` integer,
	`told_at` integer,
	`generation` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`broadcast_id`, `part`),
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `trials_open` ON `trials` (`decides_at`) WHERE state in ('trying', 'judged', 'asked');--> statement-breakpoint
CREATE TABLE `event_names` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`properties` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `event_names_name_folded_unique` ON `event_names` (`name_folded`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` text,
	`hash` blob,
	`subscriber_id` integer NOT NULL,
	`name_id` integer NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`properties` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `events_key_unique` ON `events` (`key`);--> statement-breakpoint
CREATE INDEX `events_person` ON `events` (`subscriber_id`,`name_id`,`at`);--> statement-breakpoint
CREATE INDEX `events_name` ON `events` (`name_id`,`at`,`subscriber_id`);--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `campaign_id` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `standing` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `per_hour` integer;--> statement-breakpoint
CREATE INDEX `broadcasts_campaign` ON `broadcasts` (`campaign_id`) WHERE campaign_id is not null;--> statement-breakpoint
ALTER TABLE `variants` ADD `version` integer DEFAULT 0 NOT NULL;
