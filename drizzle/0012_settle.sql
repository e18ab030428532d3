CREATE TABLE `unsettled` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `unsettled` (`subscriber_id`)
SELECT `id` FROM `subscribers` WHERE `place_from` IS NOT NULL
UNION
SELECT v.`subscriber_id` FROM `attribute_values` v JOIN `attributes` a ON a.`id` = v.`attribute_id` WHERE a.`key` = 'city';
