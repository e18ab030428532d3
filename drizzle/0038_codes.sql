ALTER TABLE `offers` ADD `promo_folded` text;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_button` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_total` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_only` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `offers` ADD `promo_told_at` integer;--> statement-breakpoint
CREATE INDEX `offers_promo` ON `offers` (`promo_folded`) WHERE promo_folded is not null;