-- What fields, settings, people, places, surveys, texts and repairs had asked was told by its topic; now by the address of the screen that asks.
WITH RECURSIVE old (admin, topic, args) AS (
  SELECT admin_id, topic, args FROM prompts WHERE args ->> '$.data' IS NULL
),
asking (admin, name, numbers, memo) AS (
  SELECT admin, CASE topic WHEN 'person' THEN 'pp.ask' WHEN 'broadcastSearch' THEN 'b.find' WHEN 'place_where' THEN 'pl.add'
    WHEN 'settings_search' THEN 'st.home' WHEN 'settings_frequency' THEN 'st.freq' WHEN 'settings_quiet' THEN 'st.quiet'
    WHEN 'settings_zone' THEN 'st.zone' WHEN 'settings_currency' THEN 'st.cur' WHEN 'settings_title' THEN 'st.title'
    WHEN 'settings_contact' THEN 'st.contact' WHEN 'settings_tester' THEN 'st.add' END AS name, '[]', NULL
  FROM old WHERE name IS NOT NULL
  UNION ALL SELECT admin, CASE topic WHEN 'field_rename' THEN 'fd.name' WHEN 'field_purpose' THEN 'fd.why' ELSE 'fd.more' END,
    json_array(args ->> '$.id'), NULL
    FROM old WHERE topic IN ('field_rename', 'field_purpose', 'field_options')
  UNION ALL SELECT admin, 'fd.word', json_array(args ->> '$.id', coalesce((
      SELECT o.key FROM attributes a, json_each(a.options) o WHERE a.id = args ->> '$.id' AND o.value = args ->> '$.option'), 0)), args ->> '$.option'
    FROM old WHERE topic = 'field_option'
  UNION ALL SELECT admin, 'fd.type', json_array(
      (SELECT key FROM json_each('["demographic","geographic","socio_economic","behavioural","personality"]') WHERE value = args ->> '$.group'),
      (SELECT key FROM json_each('["text","number","date","yes_no","one_of","many_of"]') WHERE value = args ->> '$.type')), NULL
    FROM old WHERE topic = 'field_label'
  UNION ALL SELECT admin, 'pl.at', json_array(CAST(round(args ->> '$.lat' * 100000) AS INTEGER), CAST(round(args ->> '$.lon' * 100000) AS INTEGER)), NULL
    FROM old WHERE topic = 'place_name'
  UNION ALL SELECT admin, 'pp.correct', json_array(args ->> '$.id', args ->> '$.field'), NULL FROM old WHERE topic = 'person_value'
  UNION ALL SELECT admin, 'pp.until', json_array(args ->> '$.id', args ->> '$.rung'), NULL FROM old WHERE topic = 'person_until'
  UNION ALL SELECT admin, 'pp.why', json_array(args ->> '$.id', args ->> '$.rung', args ->> '$.until'), NULL FROM old WHERE topic = 'person_reason'
  UNION ALL SELECT admin, 'sv.words', json_array(args ->> '$.question', iif(args ->> '$.what' = 'text', 0, 1)), NULL FROM old WHERE topic = 'survey_words'
  UNION ALL SELECT admin, 'sv.step', '[]', CAST(args -> '$.step' AS TEXT) FROM old WHERE topic = 'survey_step'
  UNION ALL SELECT admin, iif(topic = 'text_content', 'tx.c', 'tx.b'),
    json_array(args ->> '$.numbers.name', args ->> '$.numbers.language', args ->> '$.numbers.source'), NULL
    FROM old WHERE topic IN ('text_content', 'text_buttons')
  UNION ALL SELECT admin, 'tx.a', json_array(args ->> '$.language'), NULL FROM old WHERE topic = 'text_source'
  UNION ALL SELECT admin, 'b.fix-link', json_array(args ->> '$.id', args ->> '$.link'), NULL FROM old WHERE topic = 'fix_link'
  UNION ALL SELECT admin, 'b.text', json_array(args ->> '$.id', args ->> '$.version'), NULL FROM old WHERE topic = 'fix_text'
  UNION ALL SELECT admin, 'b.fix-buttons', json_array(args ->> '$.id', args ->> '$.version', args ->> '$.proposal'), NULL FROM old WHERE topic = 'fix_buttons'
),
-- Callback data holds its numbers in base 36, with a minus before those below zero.
written (admin, place, sign, rest, digits) AS (
  SELECT admin, n.key, iif(n.value < 0, '-', ''), abs(n.value) / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', abs(n.value) % 36 + 1, 1)
  FROM asking, json_each(numbers) n
  UNION ALL
  SELECT admin, place, sign, rest / 36, substr('0123456789abcdefghijklmnopqrstuvwxyz', rest % 36 + 1, 1) || digits FROM written WHERE rest > 0
),
ways (admin, name, data, memo) AS (
  SELECT admin, name, name || coalesce((
    SELECT group_concat(':' || sign || digits, '') FROM (SELECT sign, digits FROM written w WHERE w.admin = a.admin AND rest = 0 ORDER BY place)), ''), memo
  FROM asking a
)
UPDATE prompts SET topic = ways.name, args = json_object('data', ways.data, 'memo', ways.memo,
  'place', json_object('chat', coalesce(prompts.chat, prompts.admin_id), 'message', coalesce(prompts.message, 0)))
FROM ways WHERE prompts.admin_id = ways.admin;
