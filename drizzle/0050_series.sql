DROP INDEX `campaign_messages_broadcast`;--> statement-breakpoint
ALTER TABLE `campaign_messages` ADD `earlier` integer;--> statement-breakpoint
CREATE INDEX `campaign_messages_carrier` ON `campaign_messages` (`broadcast_id`) WHERE broadcast_id is not null;--> statement-breakpoint
DROP INDEX `enrolments_next`;--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`campaign_id`,`next_at`,`id`) WHERE state = 'on_way' and next_at is not null;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `moving` integer;