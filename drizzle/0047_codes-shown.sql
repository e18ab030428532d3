ALTER TABLE `variants` ADD `shows_code` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `variants` SET `shows_code` = 1 WHERE `content` LIKE '%{code}%' OR `content` LIKE '%{code|%' OR `content` LIKE '%{promo_code}%' OR `content` LIKE '%{promocode}%' OR `content` LIKE '%{promo code}%' OR `content` LIKE '%{код}%' OR `content` LIKE '%{промокод}%';
