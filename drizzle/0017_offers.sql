-- Callback data holds its numbers in base 36.
CREATE TABLE `__written` (`n` integer PRIMARY KEY NOT NULL, `digits` text NOT NULL) STRICT;--> statement-breakpoint
WITH RECURSIVE `numbers` (`n`) AS (SELECT 0 UNION SELECT `id` FROM `offers` UNION SELECT `id` FROM `segments`),
`written` (`n`, `rest`, `digits`) AS (
  SELECT `n`, `n` / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', `n` % 36 + 1, 1) FROM `numbers`
  UNION ALL
  SELECT `n`, `rest` / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', `rest` % 36 + 1, 1) || `digits`
  FROM `written` WHERE `rest` > 0
)
INSERT INTO `__written` (`n`, `digits`) SELECT `n`, `digits` FROM `written` WHERE `rest` = 0;--> statement-breakpoint
-- The newest cards of a chat are remembered, eight of them.
INSERT OR IGNORE INTO `cards` (`chat`, `message`, `address`, `subject`, `hash`, `at`)
SELECT `chat`, `message`, 'of.c:' || `digits`, 'offer:' || `id`, '', `created_at` FROM (
  SELECT o.`id`, o.`created_at`, w.`digits`, o.`draft` ->> '$.card.chat' AS `chat`, o.`draft` ->> '$.card.message' AS `message`,
    row_number() OVER (PARTITION BY o.`draft` ->> '$.card.chat' ORDER BY o.`draft` ->> '$.card.message' DESC) AS `nth`
  FROM `offers` o JOIN `__written` w ON w.`n` = o.`id`
  WHERE o.`state` = 'draft' AND o.`draft` ->> '$.card.chat' IS NOT NULL
) WHERE `nth` <= 8;--> statement-breakpoint
-- What is asked goes on being asked.
WITH `asked` AS (
  SELECT p.`admin_id`, o.`digits` AS `offer`, s.`digits` AS `segment`, CASE p.`topic`
    WHEN 'offer_card' THEN 'of.c' WHEN 'offer_name' THEN 'of.nm' WHEN 'offer_buttons' THEN 'of.b' WHEN 'offer_face' THEN 'of.pa'
    WHEN 'offer_message' THEN 'of.mv' WHEN 'offer_own_buttons' THEN 'of.bv' WHEN 'offer_find' THEN 'of.wf'
    WHEN 'offer_when' THEN 'of.t' WHEN 'offer_zone' THEN 'of.tz' WHEN 'offer_until' THEN 'of.tu' END AS `name`
  FROM `prompts` p JOIN `__written` o ON o.`n` = p.`args` ->> '$.offer'
    JOIN `__written` s ON s.`n` = coalesce(p.`args` ->> '$.segment', 0)
)
UPDATE `prompts` SET `topic` = `name`, `args` = json_object(
  'data', `name` || ':' || `offer` || CASE WHEN `name` IN ('of.mv', 'of.bv') THEN ':' || `segment` ELSE '' END,
  'memo', NULL,
  'place', json_object('chat', coalesce(`chat`, `prompts`.`admin_id`), 'message', coalesce(`message`, 0))
) FROM `asked` WHERE `asked`.`admin_id` = `prompts`.`admin_id` AND `name` IS NOT NULL;--> statement-breakpoint
UPDATE `cards` SET `address` = p.`args` ->> '$.data' FROM `prompts` p
WHERE p.`chat` = `cards`.`chat` AND p.`message` = `cards`.`message` AND p.`topic` LIKE 'of.%';--> statement-breakpoint
UPDATE `offers` SET `draft` = json_remove(`draft`, '$.card') WHERE `draft` -> '$.card' IS NOT NULL;--> statement-breakpoint
DROP TABLE `__written`;
