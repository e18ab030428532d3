CREATE TABLE `withdrawals` (
	`chat_id` integer NOT NULL,
	`kind` text NOT NULL,
	`item_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `kind`, `item_id`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `withdrawals_due` ON `withdrawals` (`due_at`);--> statement-breakpoint
CREATE INDEX `erasures_at` ON `erasures` (`at`);--> statement-breakpoint
CREATE INDEX `inbox_copies_person` ON `inbox_copies` (`telegram_id`);