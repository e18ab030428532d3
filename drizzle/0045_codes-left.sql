DROP INDEX `promo_codes_free`;--> statement-breakpoint
CREATE INDEX `promo_codes_free` ON `promo_codes` (`offer_id`,`position`,`delivery_id`) WHERE delivery_id is null;