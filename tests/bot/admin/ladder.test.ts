import { expect, test } from 'vitest'
import { refreshAwareness } from '../../../src/audience/ladder.js'
import { findTopicByName, listTopics } from '../../../src/audience/topic.js'
import { ladder } from '../../../src/bot/admin/ladder/addresses.js'
import { offers as offerPresses } from '../../../src/bot/admin/offers/addresses.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import { createOffer } from '../../../src/offers/offer.js'
import { setContent } from '../../../src/offers/variant.js'
import { texts } from '../../../src/text/index.js'
import { stageProduct } from '../../support/product.js'

test.each(['en', 'ru'] as const)('topics and names of the steps (%s)', async language => {
  const { ada, db, config, refused } = await stageProduct({ admin: { language } })
  const { settingsCards, ladderCards: t, labels, admin, errors } = texts(language)
  const preferences = createPreferences(db(), config)
  await ada.send('/settings')
  await ada.walk(settingsCards.groups.groups, settingsCards.ways.ladder)
  const card = ada.lastId()
  expect(ada.text()).toContain(labels.rungs[0])
  expect(ada.text()).toContain(t.nobodyMoved)
  await ada.walk(t.keys.names, '✏️ 5')
  await ada.send('x'.repeat(33))
  expect(ada.text()).toBe(t.tooLong(33, 32))
  await ada.send('  Хочет   сейчас ')
  expect(preferences.rungNames()).toEqual([null, null, null, null, 'Хочет сейчас'])
  expect(ada.text()).toContain('5. Хочет сейчас')
  await ada.walk(admin.back)
  expect(ada.text()).toContain('Хочет сейчас · 0')
  expect(ada.lastId()).not.toBe(card)

  await ada.walk(t.keys.topics, t.keys.add)
  await ada.send('Сухая кожа')
  expect(ada.text()).toContain('🏷 Сухая кожа')
  await ada.walk(labels.rungs[2])
  expect(findTopicByName(db(), 'сухая кожа')?.rung).toBe(2)
  await ada.walk(t.keys.rename)
  await ada.send('x'.repeat(49))
  expect(ada.text()).toBe(errors.topic_name_invalid({ limit: 48 }))
  await ada.send('Dry skin')
  await ada.walk(admin.back, t.keys.add)
  await ada.send('DRY SKIN')
  expect(ada.text()).toBe(errors.topic_name_taken({ name: 'Dry skin' }))
  await ada.send('/settings')
  await ada.walk(
    settingsCards.groups.groups,
    settingsCards.ways.ladder,
    t.keys.topics,
    t.topicKey(2, 'Dry skin'),
    t.keys.archive,
    admin.back,
  )
  expect(listTopics(db()).length).toBe(1)
  await ada.walk(t.keys.archive, t.keys.archiveYes)
  expect(listTopics(db())).toEqual([])
  expect(await ada.forge(ladder.topic.data({ topic: 1 }))).toBe(errors.topic_not_found({}))
  expect(await ada.forge(ladder.rung.data({ topic: 1, rung: 9 }))).toBe(admin.oldButton)
  expect(refused()).toEqual([])
})

test('a topic on a link of an offer, in text and on buttons; a click on it is what people are known by', async () => {
  const { ada, db } = await stageProduct()
  const { ladderCards: t, offerCards } = texts('en')
  const now = Date.now()
  db()
    .sql('insert into topics (name_folded, name, rung, created_by, created_at) values (?, ?, 3, 1, 0)')
    .run('skin', 'Skin')
  const offer = db().write(() => {
    const { id } = createOffer(db(), { createdBy: ada.person.id }, now)
    setContent(db(), id, null, {
      kind: 'text',
      text: 'See shop.example/a',
      entities: [{ type: 'url', offset: 4, length: 14 }],
      fileId: null,
      preview: false,
      buttons: [[{ label: 'Choose', url: 'https://shop.example/b' }]],
    })
    return id
  })
  await ada.send('/admin')
  await ada.forge(offerPresses.buttons.data({ offer }))
  await ada.walk(t.keys.linkTopics)
  expect(ada.labels()).toEqual(['shop.example/a', 'Choose', texts('en').admin.back])
  await ada.walk('Choose', t.topicKey(3, 'Skin'))
  expect(ada.labels()).toContain('Choose · Skin')
  const topics = () => db().sql('select offer_id as offer, number, topic_id as topic from link_topics').all()
  expect(topics()).toEqual([{ offer, number: 2, topic: 1 }])
  await ada.walk('Choose · Skin', t.keys.noTopic)
  expect(topics()).toEqual([{ offer, number: 2, topic: null }])
  await ada.walk('shop.example/a', t.topicKey(3, 'Skin'), texts('en').admin.back)
  expect(ada.text()).toContain(offerCards.buttonsAsked)
  expect(await refreshAwareness(db(), now)).toBe(0)
})

test.each(['en', 'ru'] as const)('a topic on a link that was sent already (%s)', async language => {
  const { ada, db, refused } = await stageProduct({ admin: { language } })
  const { settingsCards, ladderCards: t, admin } = texts(language)
  const open = async () => {
    await ada.send('/settings')
    await ada.walk(settingsCards.groups.groups, settingsCards.ways.ladder, t.keys.sent)
  }
  await open()
  expect(ada.labels()).toEqual([admin.back])
  const offer = db().write(() => {
    const { id } = createOffer(db(), { createdBy: ada.person.id, name: 'Spring' }, Date.now())
    const buttons = [1, 2].map(n => [{ label: `Way ${n}`, url: `https://shop.example/${n}` }])
    setContent(db(), id, null, { kind: 'text', text: 'Spring', entities: [], fileId: null, preview: false, buttons })
    db().sql("update offers set state = 'used' where id = ?").run(id)
    return id
  })
  await open()
  await ada.walk(t.sentKey('Spring', 0, 2), 'Way 2')
  expect(ada.labels()).toEqual([t.keys.add, admin.back])
  await ada.walk(t.keys.add)
  await ada.send('Skin')
  await open()
  await ada.walk(t.sentKey('Spring', 0, 2), 'Way 2', t.topicKey(3, 'Skin'))
  expect(ada.labels()).toEqual(['Way 1', t.linkKey('Way 2', 'Skin'), admin.back])
  await ada.walk(admin.back)
  expect(ada.labels()).toEqual([t.sentKey('Spring', 1, 2), admin.back])
  await ada.walk(t.sentKey('Spring', 1, 2), t.linkKey('Way 2', 'Skin'), t.keys.noTopic, admin.back)
  expect(ada.labels()).toEqual([t.sentKey('Spring', 0, 2), admin.back])
  expect(await ada.forge(ladder.says.data({ offer, link: 3, topic: 1 }))).toBe(admin.oldButton)
  expect(refused()).toEqual([])
})
