ALTER TABLE `inbox` ADD `receipt_at` integer;--> statement-breakpoint
CREATE INDEX `inbox_receipt` ON `inbox` (`telegram_id`,`receipt_at`) WHERE receipt_at is not null;