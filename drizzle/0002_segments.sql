CREATE TABLE `attribute_claims` (
	`subscriber_id` integer NOT NULL,
	`attribute_id` integer NOT NULL,
	`provenance` text NOT NULL,
	`shown` text NOT NULL,
	`origin` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subscriber_id`, `attribute_id`, `provenance`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attribute_id`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `attribute_values` (
	`attribute_id` integer NOT NULL,
	`value` ANY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`shown` text NOT NULL,
	`provenance` text NOT NULL,
	`origin` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`attribute_id`, `value`, `subscriber_id`),
	FOREIGN KEY (`attribute_id`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `attribute_values_subscriber` ON `attribute_values` (`subscriber_id`,`attribute_id`);--> statement-breakpoint
CREATE TABLE `attributes` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`label` text,
	`label_folded` text,
	`group` text NOT NULL,
	`type` text NOT NULL,
	`options` text,
	`purpose` text,
	`created_by` integer,
	`created_at` integer NOT NULL,
	`archived_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attributes_key_unique` ON `attributes` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `attributes_label` ON `attributes` (`label_folded`) WHERE label_folded is not null and archived_at is null;--> statement-breakpoint
CREATE TABLE `awareness` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`rung` integer NOT NULL,
	`because` text NOT NULL,
	`evidence_at` integer NOT NULL,
	`fades_at` integer,
	`since` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `awareness_rung` ON `awareness` (`rung`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `awareness_fades` ON `awareness` (`fades_at`) WHERE fades_at is not null;--> statement-breakpoint
CREATE TABLE `awareness_moves` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`from` integer,
	`to` integer,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `awareness_moves_at` ON `awareness_moves` (`at`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `awareness_moves_subscriber` ON `awareness_moves` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE TABLE `awareness_overrides` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`rung` integer NOT NULL,
	`until` integer NOT NULL,
	`reason` text NOT NULL,
	`admin_id` integer NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `customer_conflicts` (
	`customer_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	`resolved_at` integer,
	PRIMARY KEY(`customer_id`, `subscriber_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `customers` (
	`id` integer PRIMARY KEY NOT NULL,
	`external_id` text NOT NULL,
	`telegram_id` integer,
	`phone` text,
	`subscriber_id` integer,
	`linked_by` text,
	`linked_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_external_id_unique` ON `customers` (`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_subscriber_id_unique` ON `customers` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `customers_phone` ON `customers` (`phone`);--> statement-breakpoint
CREATE INDEX `customers_telegram` ON `customers` (`telegram_id`);--> statement-breakpoint
CREATE TABLE `order_lines` (
	`order_id` integer NOT NULL,
	`line` integer NOT NULL,
	`product` text NOT NULL,
	`product_folded` text NOT NULL,
	`category` text,
	`category_folded` text,
	`quantity` integer NOT NULL,
	`price` integer NOT NULL,
	PRIMARY KEY(`order_id`, `line`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `order_lines_product` ON `order_lines` (`product_folded`,`order_id`);--> statement-breakpoint
CREATE INDEX `order_lines_category` ON `order_lines` (`category_folded`,`order_id`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` integer PRIMARY KEY NOT NULL,
	`external_id` text NOT NULL,
	`customer_id` integer NOT NULL,
	`at` integer NOT NULL,
	`status` text NOT NULL,
	`total` integer NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`currency` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_external_id_unique` ON `orders` (`external_id`);--> statement-breakpoint
CREATE INDEX `orders_customer` ON `orders` (`customer_id`,`at`,`status`,`currency`,`total`,`refunded`);--> statement-breakpoint
CREATE INDEX `orders_at` ON `orders` (`at`,`customer_id`,`status`,`currency`,`total`,`refunded`);--> statement-breakpoint
CREATE TABLE `places` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `places_name_folded_unique` ON `places` (`name_folded`);--> statement-breakpoint
CREATE TABLE `rfm_refreshes` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`rules` text NOT NULL,
	`cuts` text NOT NULL,
	`customers` integer NOT NULL,
	`other_currency` integer NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `rfm_scores` (
	`customer_id` integer PRIMARY KEY NOT NULL,
	`last_day` integer NOT NULL,
	`frequency` integer NOT NULL,
	`monetary` integer NOT NULL,
	`r` integer NOT NULL,
	`f` integer NOT NULL,
	`m` integer NOT NULL,
	`cell` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `rfm_scores_cell` ON `rfm_scores` (`cell`,`customer_id`);--> statement-breakpoint
CREATE INDEX `rfm_scores_scores` ON `rfm_scores` (`r`,`f`,`m`,`customer_id`);--> statement-breakpoint
CREATE TABLE `survey_answers` (
	`subscriber_id` integer NOT NULL,
	`question_id` integer NOT NULL,
	`message_id` integer,
	`delivery_id` integer,
	`asked_at` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`awaited_until` integer,
	`answered_at` integer,
	`skipped_at` integer,
	PRIMARY KEY(`subscriber_id`, `question_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_id`) REFERENCES `survey_questions`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `survey_answers_question` ON `survey_answers` (`question_id`,`answered_at`);--> statement-breakpoint
CREATE TABLE `survey_questions` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`attribute_id` integer NOT NULL,
	`text` text NOT NULL,
	`purpose` text NOT NULL,
	`options` text NOT NULL,
	`at_start` integer DEFAULT 0 NOT NULL,
	`skippable` integer DEFAULT 1 NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`attribute_id`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `topic_answers` (
	`subscriber_id` integer NOT NULL,
	`topic_id` integer NOT NULL,
	`question_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subscriber_id`, `topic_id`, `question_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_id`) REFERENCES `survey_questions`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `topic_answers_topic` ON `topic_answers` (`topic_id`,`at`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_folded` text NOT NULL,
	`name` text NOT NULL,
	`rung` integer NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `topics_name` ON `topics` (`name_folded`) WHERE archived_at is null;--> statement-breakpoint
CREATE TABLE `link_topics` (
	`offer_id` integer NOT NULL,
	`number` integer NOT NULL,
	`topic_id` integer,
	`changed_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`offer_id`, `number`),
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `link_topics_topic` ON `link_topics` (`topic_id`,`offer_id`,`number`);--> statement-breakpoint
CREATE TABLE `segment_changes` (
	`id` integer PRIMARY KEY NOT NULL,
	`segment_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`entered` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`segment_id`) REFERENCES `segments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `segment_changes_segment` ON `segment_changes` (`segment_id`,`at`);--> statement-breakpoint
CREATE TABLE `segment_members` (
	`segment_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`segment_id`, `subscriber_id`),
	FOREIGN KEY (`segment_id`) REFERENCES `segments`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `segment_members_subscriber` ON `segment_members` (`subscriber_id`,`segment_id`);--> statement-breakpoint
CREATE TABLE `segment_sizes` (
	`segment_id` integer NOT NULL,
	`day` integer NOT NULL,
	`size` integer NOT NULL,
	`reachable` integer NOT NULL,
	`entered` integer,
	`gone` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`segment_id`, `day`),
	FOREIGN KEY (`segment_id`) REFERENCES `segments`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
ALTER TABLE `subscribers` ADD `last_source` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `lat` real;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `lon` real;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `place_from` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `greeted_by` integer DEFAULT 0;--> statement-breakpoint
CREATE INDEX `subscription_events_stop` ON `subscription_events` (`subscriber_id`,`at`) WHERE kind = 'stop';--> statement-breakpoint
CREATE INDEX `subscribers_last_source` ON `subscribers` (`last_source`) WHERE last_source is not null;--> statement-breakpoint
CREATE INDEX `subscribers_place` ON `subscribers` (`lat`,`lon`) WHERE lat is not null;--> statement-breakpoint
CREATE INDEX `subscribers_zone` ON `subscribers` (`time_zone`) WHERE time_zone is not null;--> statement-breakpoint
CREATE INDEX `subscribers_dice` ON `subscribers` (`dice`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_phone` ON `subscribers` (`phone`) WHERE phone is not null;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `reminded_at` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `own_clock` integer;--> statement-breakpoint
ALTER TABLE `segments` ADD `kind` text DEFAULT 'rule' NOT NULL;--> statement-breakpoint
ALTER TABLE `segments` ADD `listened` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `segments` ADD `members_at` integer;
--> statement-breakpoint
UPDATE `subscribers` SET `last_source` = coalesce((SELECT e.`source` FROM `subscription_events` e WHERE e.`subscriber_id` = `subscribers`.`id` AND e.`kind` IN ('start', 'source') AND e.`source` IS NOT NULL ORDER BY e.`at` DESC, e.`id` DESC LIMIT 1), `source`);
--> statement-breakpoint
INSERT INTO `attributes` (`key`, `group`, `type`, `created_at`) VALUES ('city', 'geographic', 'text', 0), ('country', 'geographic', 'text', 0), ('birthday', 'demographic', 'date', 0);
