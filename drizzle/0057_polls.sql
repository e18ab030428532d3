CREATE TABLE `poll_votes` (
	`delivery_id` integer NOT NULL,
	`option` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`broadcast_id` integer NOT NULL,
	`offer_id` integer NOT NULL,
	`folded` text NOT NULL,
	`correct` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`delivery_id`, `option`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `poll_votes_offer` ON `poll_votes` (`offer_id`,`subscriber_id`,`folded`,`correct`);--> statement-breakpoint
CREATE INDEX `poll_votes_subscriber` ON `poll_votes` (`subscriber_id`,`offer_id`,`folded`,`correct`);--> statement-breakpoint
CREATE INDEX `poll_votes_broadcast` ON `poll_votes` (`broadcast_id`);--> statement-breakpoint
CREATE TABLE `polls` (
	`poll_id` text PRIMARY KEY NOT NULL,
	`delivery_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`offer_id` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `polls_delivery` ON `polls` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `polls_offer` ON `polls` (`offer_id`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `polls_subscriber` ON `polls` (`subscriber_id`);