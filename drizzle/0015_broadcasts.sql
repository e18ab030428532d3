WITH RECURSIVE `places` (`prefix`, `subject`, `id`, `suffix`, `chat`, `message`, `at`) AS (
  SELECT 'b.card:', 'broadcast:', `id`, ':0', `progress_chat`, `progress_message`, coalesce(`started_at`, `created_at`)
  FROM `broadcasts` WHERE `progress_chat` IS NOT NULL AND `progress_message` IS NOT NULL
  UNION ALL
  SELECT 'b.repair:', 'repair:', CAST(p.`key` AS INTEGER), '', p.`value` ->> '$.chat', p.`value` ->> '$.message', r.`created_at`
  FROM `settings` s JOIN json_each(s.`value`) p JOIN `repairs` r ON r.`id` = CAST(p.`key` AS INTEGER)
  WHERE s.`key` = 'repair_cards'
),
-- Callback data holds its numbers in base 36.
`written` (`prefix`, `subject`, `id`, `suffix`, `chat`, `message`, `at`, `rest`, `digits`) AS (
  SELECT *, `id`, '' FROM `places`
  UNION ALL
  SELECT `prefix`, `subject`, `id`, `suffix`, `chat`, `message`, `at`, `rest` / 36,
    substr('0123456789abcdefghijklmnopqrstuvwxyz', `rest` % 36 + 1, 1) || `digits`
  FROM `written` WHERE `rest` > 0
)
INSERT OR REPLACE INTO `cards` (`chat`, `message`, `address`, `subject`, `hash`, `at`)
SELECT `chat`, `message`, `prefix` || `digits` || `suffix`, `subject` || `id`, '', `at` FROM `written` WHERE `rest` = 0;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `pause_told_at` integer;--> statement-breakpoint
UPDATE `broadcasts` SET `pause_told_at` = `created_at` WHERE `state` = 'paused' AND EXISTS (
  SELECT 1 FROM `settings` s JOIN json_each(s.`value`) t
  WHERE s.`key` = 'pauses_told' AND t.`key` = CAST(`broadcasts`.`id` AS TEXT) AND t.`value` = `broadcasts`.`pause_reason`
);--> statement-breakpoint
DELETE FROM `settings` WHERE `key` IN ('repair_cards', 'pauses_told');--> statement-breakpoint
ALTER TABLE `broadcasts` DROP COLUMN `progress_chat`;--> statement-breakpoint
ALTER TABLE `broadcasts` DROP COLUMN `progress_message`;
