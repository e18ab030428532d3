ALTER TABLE `broadcasts` ADD `nudges` integer;--> statement-breakpoint
CREATE INDEX `broadcasts_nudges` ON `broadcasts` (`nudges`) WHERE nudges is not null;--> statement-breakpoint
ALTER TABLE `offers` ADD `deadline` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `pinned` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `offers_deadline` ON `offers` (`deadline`) WHERE deadline is not null;