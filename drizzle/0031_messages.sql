CREATE TABLE `service_messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`external_id` text,
	`hash` blob,
	`key_id` integer,
	`subscriber_id` integer NOT NULL,
	`text` text,
	`entities` text,
	`button` text,
	`state` text NOT NULL,
	`reason` text,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_at` integer,
	`sent_at` integer,
	`message_id` integer,
	`error` text,
	`read_at` integer,
	`read_grade` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "service_messages_worded" CHECK(state <> 'queued' or text is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `service_messages_external_id_unique` ON `service_messages` (`external_id`);--> statement-breakpoint
CREATE INDEX `service_messages_queued` ON `service_messages` (`due_at`,`id`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `service_messages_sending` ON `service_messages` (`id`) WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX `service_messages_person` ON `service_messages` (`subscriber_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `service_messages_seen` ON `service_messages` (`subscriber_id`,`message_id`) WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX `service_messages_at` ON `service_messages` (`created_at`);--> statement-breakpoint
CREATE INDEX `service_messages_words` ON `service_messages` (`created_at`) WHERE text is not null;--> statement-breakpoint
CREATE TABLE `service_pause` (
	`id` integer PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`error` text,
	`at` integer NOT NULL,
	`admin_id` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `service_refusals` (
	`hour` integer NOT NULL,
	`why` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`hour`, `why`)
) STRICT, WITHOUT ROWID;
