-- What is typed to the builder of a segment was told by the sketch; now by the address of the screen that asks.
WITH signs (s) AS (SELECT '0123456789abcdefghijklmnopqrstuvwxyz'),
slots (name, place) AS (
  SELECT value, key FROM json_each('["values","except","contains","known","premium","yes","number","anniversary","field","count","window","offer","link","topic","grade","amount","total","product","category","measure","score","segment","place","place","km","share","sample"]')
),
asked AS (
  SELECT CAST(substr(key, 8) AS integer) AS admin, json_extract(value, '$.number') AS sketch, json_extract(value, '$.asked.id') AS id,
    replace(json_extract(value, '$.asked.what'), 'placeName', 'place') AS what
  FROM settings WHERE key GLOB 'sketch:*' AND json_extract(value, '$.open')
),
numbered AS (
  SELECT admin, what,
    ltrim(substr(s, sketch / 46656 % 36 + 1, 1) || substr(s, sketch / 1296 % 36 + 1, 1) || substr(s, sketch / 36 % 36 + 1, 1), '0') || substr(s, sketch % 36 + 1, 1) AS sketch,
    ltrim(substr(s, id / 46656 % 36 + 1, 1) || substr(s, id / 1296 % 36 + 1, 1) || substr(s, id / 36 % 36 + 1, 1), '0') || substr(s, id % 36 + 1, 1) AS id,
    (SELECT substr(s, min(place) + 1, 1) FROM slots WHERE name = what) AS slot
  FROM asked, signs
),
asking (admin, topic, data) AS (
  SELECT admin, 'sg.level', 'sg.level:' || sketch || ':' || id || ':0' FROM numbered WHERE what = 'add'
  UNION ALL SELECT admin, 'sg.text', 'sg.text:' || sketch FROM numbered WHERE what = 'replace'
  UNION ALL SELECT admin, 'sg.c', 'sg.c:' || sketch || ':' || id FROM numbered WHERE what = 'none'
  UNION ALL SELECT admin, 'sg.slot', 'sg.slot:' || sketch || ':' || id || ':' || slot || ':0' FROM numbered WHERE slot IS NOT NULL
)
UPDATE prompts SET topic = asking.topic,
  args = json_object('data', asking.data, 'memo', NULL, 'place', json_object('chat', prompts.chat, 'message', prompts.message))
FROM asking WHERE prompts.admin_id = asking.admin AND prompts.topic = 'segmentTyped' AND prompts.chat IS NOT NULL AND prompts.message IS NOT NULL;
--> statement-breakpoint
DELETE FROM prompts WHERE topic = 'segmentTyped';
--> statement-breakpoint
UPDATE settings SET value = json_remove(value, '$.card', '$.asked', '$.readings') WHERE key GLOB 'sketch:*';
