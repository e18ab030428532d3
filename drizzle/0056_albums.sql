CREATE TABLE `delivery_messages` (
	`subscriber_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`delivery_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`subscriber_id`, `message_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `delivery_messages_delivery` ON `delivery_messages` (`delivery_id`,`position`);--> statement-breakpoint
CREATE TABLE `album_parts` (
	`chat` integer NOT NULL,
	`message` integer NOT NULL,
	`album` text NOT NULL,
	`lead` integer NOT NULL,
	`content` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`chat`, `message`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `album_parts_album` ON `album_parts` (`chat`,`album`);--> statement-breakpoint
CREATE INDEX `album_parts_at` ON `album_parts` (`at`);