DROP INDEX `awareness_moves_at`;--> statement-breakpoint
DROP INDEX `awareness_moves_subscriber`;--> statement-breakpoint
CREATE INDEX `awareness_moves_at` ON `awareness_moves` (`at`,`subscriber_id`,`from`,`to`);--> statement-breakpoint
CREATE INDEX `awareness_moves_subscriber` ON `awareness_moves` (`subscriber_id`,`at`,`from`,`to`);--> statement-breakpoint
DROP INDEX `orders_promo`;--> statement-breakpoint
CREATE INDEX `orders_promo` ON `orders` (`promo_folded`,`customer_id`,`at`,`status`,`total`,`refunded`) WHERE promo_folded is not null;--> statement-breakpoint
CREATE INDEX `segment_changes_person` ON `segment_changes` (`segment_id`,`entered`,`subscriber_id`,`at`);