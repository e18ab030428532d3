CREATE TABLE `interest_answers` (
	`subscriber_id` integer NOT NULL,
	`interest_id` integer NOT NULL,
	`wants` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subscriber_id`, `interest_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`interest_id`) REFERENCES `interests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `interest_answers_declined` ON `interest_answers` (`interest_id`) WHERE wants = 0;--> statement-breakpoint
CREATE TABLE `interests` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interests_name` ON `interests` (`name_folded`) WHERE archived_at is null;--> statement-breakpoint
CREATE TABLE `answer_words` (
	`folded` text PRIMARY KEY NOT NULL,
	`words` text NOT NULL,
	`answer_id` integer NOT NULL,
	FOREIGN KEY (`answer_id`) REFERENCES `ready_answers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `answer_words_answer` ON `answer_words` (`answer_id`);--> statement-breakpoint
CREATE TABLE `menu_buttons` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`url` text,
	`answer_id` integer,
	`question_id` integer,
	`code` text,
	`presses` integer DEFAULT 0 NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`answer_id`) REFERENCES `ready_answers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ready_answers` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL,
	`by_word` integer DEFAULT 0 NOT NULL,
	`by_staff` integer DEFAULT 0 NOT NULL,
	`by_menu` integer DEFAULT 0 NOT NULL,
	`asked_on` integer DEFAULT 0 NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ready_answers_name_folded_unique` ON `ready_answers` (`name_folded`);--> statement-breakpoint
ALTER TABLE `subscribers` ADD `own_quiet` text;--> statement-breakpoint
CREATE INDEX `subscribers_own_clock` ON `subscribers` ('q' || own_quiet || ' ' || case when time_zone is null then '' else time_zone end) WHERE own_quiet is not null;--> statement-breakpoint
ALTER TABLE `wishes` ADD `per_month` integer;--> statement-breakpoint
ALTER TABLE `wishes` ADD `before_week` integer;--> statement-breakpoint
ALTER TABLE `inbox` ADD `answer_id` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `interest_id` integer;