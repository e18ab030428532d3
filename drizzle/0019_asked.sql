-- What segments, lists, the RFM groups and the ladder had asked was told by its topic; now by the address of the screen that asks.
WITH RECURSIVE old (admin, topic, args) AS (
  SELECT admin_id, topic, args FROM prompts WHERE chat IS NOT NULL AND message IS NOT NULL
),
asking (admin, name, numbers) AS (
  SELECT admin, 'sg.name', json_array(args ->> '$.sketch') FROM old WHERE topic = 'segmentName'
  UNION ALL SELECT admin, 'sg.rename', json_array(args ->> '$.id', args ->> '$.page') FROM old WHERE topic = 'segmentRename'
  UNION ALL SELECT admin, 'sg.find', '[]' FROM old WHERE topic = 'segmentSearch'
  UNION ALL SELECT admin, 'an.list', json_array(args ->> '$.offer') FROM old WHERE topic = 'peopleList'
  UNION ALL SELECT admin, 'an.lc', json_array(args ->> '$.id', CASE args ->> '$.change' WHEN 'take' THEN 1 WHEN 'replace' THEN 2 ELSE 0 END)
    FROM old WHERE topic = 'listChange'
  UNION ALL SELECT admin, 'an.lapf', json_array(args ->> '$.id', args ->> '$.from') FROM old WHERE topic = 'overlapSearch'
  UNION ALL SELECT admin, 'la.name', json_array(args ->> '$.rung') FROM old WHERE topic = 'ladder_name'
  UNION ALL SELECT admin, 'la.add', '[]' FROM old WHERE topic = 'ladder_topic'
  UNION ALL SELECT admin, 'la.tn', json_array(args ->> '$.topic') FROM old WHERE topic = 'ladder_topic_name'
  UNION ALL SELECT admin, 'rf.win', '[]' FROM old WHERE topic = 'rfm_window'
  UNION ALL SELECT admin, 'rf.m', json_array(CASE args ->> '$.measure' WHEN 'recency' THEN 0 WHEN 'frequency' THEN 1 ELSE 2 END)
    FROM old WHERE topic = 'rfm_steps'
),
-- Callback data holds its numbers in base 36.
written (admin, place, rest, digits) AS (
  SELECT admin, n.key, n.value / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', n.value % 36 + 1, 1) FROM asking, json_each(numbers) n
  UNION ALL
  SELECT admin, place, rest / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', rest % 36 + 1, 1) || digits FROM written WHERE rest > 0
),
ways (admin, name, data) AS (
  SELECT admin, name, name || coalesce((
    SELECT group_concat(':' || digits, '') FROM (SELECT digits FROM written w WHERE w.admin = a.admin AND rest = 0 ORDER BY place)), '')
  FROM asking a
)
UPDATE prompts SET topic = ways.name,
  args = json_object('data', ways.data, 'memo', NULL, 'place', json_object('chat', prompts.chat, 'message', prompts.message))
FROM ways WHERE prompts.admin_id = ways.admin;
--> statement-breakpoint
DELETE FROM prompts WHERE topic IN ('segmentName', 'segmentRename', 'segmentSearch', 'peopleList', 'listChange', 'overlapSearch', 'ladder_name', 'ladder_topic', 'ladder_topic_name', 'rfm_window', 'rfm_steps');
--> statement-breakpoint
DELETE FROM settings WHERE key GLOB 'picture:*';
