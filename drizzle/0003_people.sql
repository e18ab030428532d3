CREATE TABLE `wishes` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`per_week` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `answer_parts` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`album` text NOT NULL,
	`telegram_id` integer NOT NULL,
	`topic_id` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
ALTER TABLE `subscription_events` ADD `why` text;--> statement-breakpoint
ALTER TABLE `survey_answers` ADD `ticks` integer;--> statement-breakpoint
ALTER TABLE `inbox` ADD `album` text;