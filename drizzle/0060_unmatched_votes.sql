CREATE TABLE `unmatched_votes` (
	`poll_id` text PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`options` text NOT NULL,
	`at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `unmatched_votes_subscriber` ON `unmatched_votes` (`subscriber_id`);