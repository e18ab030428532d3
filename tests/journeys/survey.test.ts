import { describe, expect, test } from 'vitest'
import { builtIn } from '../../src/audience/attribute.js'
import { findSubscriber } from '../../src/audience/subscriber.js'
import { recordAnswer } from '../../src/audience/survey/answer.js'
import {
  archiveQuestion,
  askAtStart,
  createQuestion,
  listQuestions,
  type Question,
} from '../../src/audience/survey/question.js'
import { broadcasts } from '../../src/bot/admin/broadcasts/addresses.js'
import { createPreferences } from '../../src/bot/settings/preference.js'
import { saveText } from '../../src/bot/settings/texts.js'
import { DAY, HOUR } from '../../src/clock.js'
import { ballotData } from '../../src/delivery/survey/ballot.js'
import { createSurveyor } from '../../src/delivery/survey.js'
import { texts } from '../../src/text/index.js'
import { addQuestion } from '../audience/survey.fixture.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { type Hand, type Stage, type StageOptions, stageProduct, until } from '../support/product.js'

const t = texts('en').survey
const own = texts('en').subscriber
const cards = texts('en').surveyCards
const fields = texts('en').fieldCards
const SHOES = 'Which shoes?'
const KIDS = 'Have you children?'
const SIZE = 'Which size?'
const BORN = 'When were you born?'

/** The product with a survey; `atStart` are the questions after the welcome. */
async function stage(atStart: string[] = [], options: StageOptions = {}) {
  const product = await stageProduct(options)
  const db = product.db()
  const questions = new Map<string, Question>()
  questions.set(SHOES, addQuestion(db, SHOES, 'many_of', ['Boots', 'Trainers', 'Sandals']))
  questions.set(KIDS, addQuestion(db, KIDS, 'yes_no'))
  questions.set(SIZE, addQuestion(db, SIZE, 'number'))
  questions.set(BORN, addQuestion(db, BORN, 'date'))
  const idOf = (text: string) => questions.get(text)?.id ?? 0
  db.write(() => {
    for (const text of atStart) askAtStart(db, idOf(text), true)
  })
  const answers = () =>
    product
      .rows<{ shown: string }>('select shown from attribute_values order by attribute_id, value')
      .map(one => one.shown)
  return { ...product, idOf, answers, ann: product.hand({ id: 70_001, firstName: 'Ann', language: 'en' }) }
}

const botMessages = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot).length

describe('at the start', () => {
  test('two questions, one message edited in place: an answer, a skip, thanks', async () => {
    const { ann, answers, rows, refused } = await stage([SHOES, KIDS])
    await ann.start()
    const card = ann.lastId()
    expect(botMessages(ann)).toBe(2)
    expect(ann.text()).toContain(SHOES)
    expect(ann.text()).toContain('so that we send only what fits you')
    expect(ann.labels()).toEqual(['Boots', 'Trainers', 'Sandals', 'Skip'])
    await ann.walk('Boots', 'Sandals')
    expect(ann.labels()).toEqual(['✅ Boots', 'Trainers', '✅ Sandals', '✔️ Done', 'Skip'])
    expect(answers()).toEqual([])
    await ann.walk('✅ Sandals', '✔️ Done')
    expect(answers()).toEqual(['Boots'])
    expect(ann.text()).toContain(KIDS)
    await ann.walk('Skip')
    expect(ann.text()).toBe(t.thanks)
    expect([ann.lastId(), botMessages(ann), ann.labels()]).toEqual([card, 2, []])
    expect(rows('select answered_at is not null as a, skipped_at is not null as s from survey_answers')).toEqual([
      { a: 1, s: 0 },
      { a: 0, s: 1 },
    ])
    expect(refused()).toEqual([])
  })

  test('thanks in the words of the shop come once, whatever is pressed twice', async () => {
    const { ann, db } = await stage([KIDS])
    const content = { text: 'A present: CODE10', entities: [], fileId: null, preview: false, buttons: [] }
    db().write(() => saveText(db(), 'survey', 'en', null, { kind: 'text', ...content }))
    await ann.start()
    const card = ann.lastId()
    const data = ann.person.message(card).reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? ''
    await ann.press('Yes')
    await ann.forge(data, card)
    await ann.forge(data, card)
    expect(ann.person.message(card).text).toBe(t.saved)
    expect(ann.person.messages().filter(message => message.text === 'A present: CODE10').length).toBe(1)
  })

  test('survives a restart between the questions, and days', async () => {
    const { ann, restart, answers, clock } = await stage([KIDS, SIZE])
    await ann.start()
    await restart(() => {
      ann.person.press(ann.lastId(), 'Yes').catch(() => null)
    })
    await ann.sees(SIZE)
    clock.shift += 5 * DAY
    await ann.send('42')
    expect(answers()).toEqual(['yes'])
    expect(await ann.press(t.write, ann.holding(t.write))).toBe(t.writeNow)
    await ann.send('42')
    expect(answers()).toEqual(['yes', '42'])
    expect(ann.text()).toBe(t.thanks)
  })

  test('an update that is handled again, as after a crash, asks where it left off', async () => {
    const { ann, db, clock, answers } = await stage([KIDS, SIZE])
    await ann.start()
    const person = findSubscriber(db(), ann.person.id)?.id ?? 0
    const [, kids] = listQuestions(db())
    // The answer reached the disk, the card did not change.
    db().write(() => void recordAnswer(db(), person, kids?.id ?? 0, { kind: 'options', numbers: [0] }, clock.now()))
    await ann.press('Yes')
    expect(ann.text()).toContain(SIZE)
    expect(answers()).toEqual(['yes'])
  })

  test('who stopped offers is asked nothing; /start again puts what is open', async () => {
    const { ann } = await stage([KIDS])
    await ann.start()
    await ann.start()
    expect(ann.text()).toContain(KIDS)
    await ann.send('/stop')
    await ann.start()
    expect(ann.text()).not.toContain(KIDS)
  })

  test.each<[string, (person: Hand['person']) => unknown, string]>([
    ['a sticker', person => person.sendSticker(), t.asWords.date],
    ['words', person => person.send('tomorrow maybe'), t.asWords.date],
    ['a photo', person => person.sendPhoto(), t.asWords.date],
    ['a question', person => person.send('Where is my order 123?'), t.asWords.date],
  ])(
    '%s where a date is asked reaches those who answer, is said to be no answer, and the question waits',
    async (_name, deed, sentence) => {
      const { ann, answers, count } = await stage([BORN])
      await ann.start()
      await ann.does(deed)
      expect(ann.text()).toContain(t.asMessage(BORN).text)
      expect(ann.text()).toContain(sentence)
      expect([answers(), count('inbox')]).toEqual([[], 1])
      await ann.send('31.02.1990')
      expect(ann.text()).toBe(t.problems['impossible_day'])
      await ann.send('1990-05-24')
      expect(answers()).toEqual(['1990-05-24'])
      expect(ann.text()).toBe(t.thanks)
      expect(count('inbox')).toBe(1)
    },
  )

  test('words of one’s own that look like a message can be kept as the answer by one press', async () => {
    const { ann, db, answers, count, refused } = await stage()
    const spare = addQuestion(db(), 'What do you do in your spare time?', 'text')
    db().write(() => void askAtStart(db(), spare.id, true))
    await ann.start()
    await ann.send('Why, sleep, of course?')
    expect([answers(), count('inbox')]).toEqual([[], 1])
    await ann.walk(t.wasAnswer)
    expect(answers()).toEqual(['Why, sleep, of course?'])
    expect(ann.text()).toBe(t.thanks)
    expect(refused()).toEqual([])
  })

  test('where there are buttons, words are a message and never an answer', async () => {
    const { ann, answers, count } = await stage([KIDS])
    await ann.start()
    await ann.send('Where is my order 123?', 'yes, and where is my order?')
    expect([answers(), count('inbox')]).toEqual([[], 2])
  })

  test('ticks pressed faster than the card follows are all kept; so are presses of an old card, and those out of order', async () => {
    const { ann, answers, refused } = await stage([SHOES, KIDS])
    await ann.start()
    const card = ann.lastId()
    const first = (ann.person.message(card).reply_markup?.inline_keyboard ?? []).flat()
    const dataOf = (label: string) => first.find(({ text }) => text === label)?.callback_data ?? ''
    // All of them on the card as it stood before the first press.
    await Promise.all(['Boots', 'Trainers', 'Boots', 'Sandals'].map(label => ann.forge(dataOf(label), card)))
    expect(ann.labels()).toEqual(['✅ Boots', '✅ Trainers', '✅ Sandals', '✔️ Done', 'Skip'])
    const off = (ann.person.message(card).reply_markup?.inline_keyboard ?? []).flat()[1]?.callback_data ?? ''
    const done = (ann.person.message(card).reply_markup?.inline_keyboard ?? []).flat()[3]?.callback_data ?? ''
    await ann.forge(off, card)
    await Promise.all([ann.forge(done, card), ann.forge(done, card)])
    expect(answers()).toEqual(['Boots', 'Sandals'])
    expect(ann.text()).toContain(KIDS)
    // The card that is gone by now: what was answered is what it begins from.
    await ann.forge(dataOf('Trainers'), card)
    expect(ann.labels()).toEqual(['✅ Boots', '✅ Trainers', '✅ Sandals', '✔️ Done', 'Skip'])
    expect(answers()).toEqual(['Boots', 'Sandals'])
    await ann.walk('✔️ Done')
    expect(answers()).toEqual(['Boots', 'Sandals', 'Trainers'])
    expect(refused()).toEqual([])
  })

  test('a location answers where somebody lives; elsewhere sharing is a thing of its own, and the question waits', async () => {
    const { ann, db, answers, rows } = await stage([BORN])
    const { id } = createQuestion(
      db(),
      { attributeId: builtIn(db(), 'city').id, text: 'Which city?', purpose: 'to know', options: [], createdBy: 1 },
      1,
    )
    db().write(() => void askAtStart(db(), id, true))
    await ann.start()
    await ann.does(person => person.sendContact('37120000001'))
    await ann.sees(own.phoneTaken('+37120000001'))
    await ann.send('24.05.1990')
    expect(ann.text()).toContain('Which city?')
    await ann.does(person => person.forward(person.sendLocation(0, -150).message_id))
    expect(ann.text()).toContain(t.asWords.text)
    await ann.does(person => person.sendLocation(56.95, 24.1))
    expect(ann.text()).toBe(t.thanks)
    expect(answers()).toEqual(expect.arrayContaining(['1990-05-24', 'Riga', 'LV']))
    expect(rows('select time_zone as zone from subscribers where telegram_id = ?', ann.person.id)).toEqual([
      { zone: 'Europe/Riga' },
    ])
  })

  test('a number that can mean two things is asked about, and the other button changes it', async () => {
    const { ann, answers, refused } = await stage([SIZE])
    await ann.start()
    await ann.send('45.500')
    expect([ann.text(), ann.labels(), answers()]).toEqual([t.whichNumber.text, ['45,500', '45.5'], []])
    await ann.walk('45,500')
    expect([ann.text(), answers()]).toEqual([t.thanks, ['45500']])
    await ann.send('/settings')
    await ann.walk(t.own, SIZE, t.change)
    await ann.send('1.234')
    await ann.walk('1.234')
    expect(answers()).toEqual(['1.234'])
    expect(refused()).toEqual([])
  })

  test('of several towns of one name theirs is asked about; the words are kept where it is another one', async () => {
    const { ann, answers, db, refused } = await stage([])
    const words = { text: 'Which city?', purpose: 'to know', options: [], createdBy: 1 }
    const { id } = createQuestion(db(), { attributeId: builtIn(db(), 'city').id, ...words }, 1)
    db().write(() => void askAtStart(db(), id, true))
    await ann.start()
    await ann.send('Кировск')
    expect([ann.text(), ann.labels(), answers()]).toEqual([
      t.whichTown('Кировск').text,
      ['Murmansk Oblast · 29,605', 'Leningrad Oblast · 24,678', t.otherTown],
      [],
    ])
    await ann.walk('Leningrad Oblast · 24,678')
    expect([ann.text(), answers()]).toEqual([t.thanks, ['Kirovsk, Leningrad Oblast', 'RU']])
    await ann.send('/settings')
    await ann.walk(t.own, 'Which city?', t.change)
    await ann.send('Валенсия')
    await ann.walk(t.otherTown)
    expect(answers()).toEqual(['Valencia'])
    expect(refused()).toEqual([])
  })

  test('a command or another button ends the waiting for words; what is written then goes to those who answer', async () => {
    const { ann, answers } = await stage([SIZE])
    await ann.start()
    await ann.send('/help', '42')
    expect(answers()).toEqual([])
    expect(await ann.press(t.write, ann.holding(t.write))).toBe(t.writeNow)
    await ann.send('43')
    expect(answers()).toEqual(['43'])
  })

  test('"stop" stops, also where an answer is awaited', async () => {
    const { ann, rows } = await stage([SIZE])
    await ann.start()
    await ann.send('stop')
    expect(rows('select status from subscribers where telegram_id = ?', ann.person.id)).toEqual([
      { status: 'unsubscribed' },
    ])
  })
})

describe('old and strange buttons', () => {
  test('a question put away since is over, politely, and changes nothing', async () => {
    const { ann, db, idOf, answers, clock } = await stage([KIDS])
    await ann.start()
    db().write(() => archiveQuestion(db(), idOf(KIDS), clock.now()))
    expect(await ann.press('Yes')).toBe(t.over)
    expect([answers(), ann.labels()]).toEqual([[], []])
  })

  test.each([
    ['no such question', (id: number) => ({ questionId: id + 999, place: { kind: 'chat' as const } }), t.over],
    ['no such answer', (id: number) => ({ questionId: id, place: { kind: 'chat' as const } }), t.over],
    [
      "somebody else's message",
      (id: number) => ({ questionId: id, place: { kind: 'survey' as const, deliveryId: 1 } }),
      own.oldButton,
    ],
    ['a preview', (id: number) => ({ questionId: id, place: { kind: 'preview' as const } }), t.test],
  ])('%s', async (_name, what, said) => {
    const { ann, idOf, answers } = await stage([KIDS])
    await ann.start()
    expect(await ann.forge(ballotData({ ...what(idOf(KIDS)), action: { kind: 'pick', option: 9 } }))).toBe(said)
    expect(answers()).toEqual([])
  })
})

test('/settings shows the answers, changes and deletes them', async () => {
  const { ann, answers, refused } = await stage([SHOES, SIZE])
  await ann.start()
  await ann.walk('Boots', '✔️ Done')
  await ann.send('41', '/settings')
  await ann.walk(t.own)
  const card = ann.lastId()
  expect(ann.text()).toContain(`${SHOES} — Boots`)
  expect(ann.text()).toContain(`${SIZE} — 41`)
  await ann.walk(SHOES, t.change)
  expect(ann.labels()).toEqual(['✅ Boots', 'Trainers', 'Sandals', '✔️ Done', own.back])
  await ann.walk('Sandals', '✔️ Done')
  expect(ann.text()).toContain(`${SHOES} — Boots, Sandals`)
  await ann.walk(SHOES, t.remove)
  expect(ann.text()).toContain(`${SHOES} — ${t.unanswered}`)
  expect([answers(), ann.lastId()]).toEqual([['41'], card])
  await ann.walk(SIZE, t.change)
  await ann.send('44')
  expect(ann.text()).toContain('44')
  expect(answers()).toEqual(['44'])
  expect(refused()).toEqual([])
})

test.each([
  ['en', 'Latvia', '24 May 1990', '41.5'],
  ['ru', 'Латвия', '24 мая 1990\u00a0г.', '41,5'],
] as const)('answers are shown as people write them (%s)', async (language, country, day, size) => {
  const { hand, db, clock, idOf } = await stage()
  const ann = hand({ id: 70_002, firstName: 'Ann', language })
  await ann.start()
  const where = createQuestion(
    db(),
    { attributeId: builtIn(db(), 'country').id, text: 'Where?', purpose: 'to know', options: [], createdBy: 1 },
    1,
  )
  const id = findSubscriber(db(), 70_002)?.id ?? 0
  const say = (question: number, words: string) =>
    db().write(() => void recordAnswer(db(), id, question, { kind: 'typed', words }, clock.now()))
  say(where.id, 'LV')
  say(idOf(BORN), '1990-05-24')
  say(idOf(SIZE), '41.5')
  await ann.send('/settings')
  await ann.walk(texts(language).survey.own)
  for (const [question, said] of [
    ['Where?', country],
    [BORN, day],
    [SIZE, size],
  ])
    expect(ann.text()).toContain(`${question} — ${said}`)
  await ann.walk(BORN)
  expect(ann.text()).toContain(day)
})

describe('later', () => {
  /** A round as the weekly job makes it. */
  async function round({ db, config, clock, rows }: Stage) {
    const preferences = createPreferences(db(), config)
    const { rules, survey, language } = preferences
    const surveyor = createSurveyor({ db: db(), rules, survey, language })
    const before = rows('select id from broadcasts').length
    await surveyor.run(clock.now())
    const made = rows<{ id: number }>('select id from broadcasts order by id desc').map(({ id }) => id)
    if (made.length === before) return null
    await until(
      () => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, made[0] ?? 0).length,
      'the round',
    )
    return made[0] ?? null
  }
  const turnOn = ({ db, config }: Stage, what: { alone: boolean; underOffer: boolean }) =>
    db().write(() => createPreferences(db(), config).save.survey({ everyDays: 7, by: ADMIN, ...what }))

  test('the weekly round reaches only those to whom a question is due, one each, and never twice in a week', async () => {
    const product = await stage([], { people: 6 })
    const { db, clock, rows, idOf, answers, hand } = product
    expect(await round(product)).toBe(null)
    turnOn(product, { alone: true, underOffer: false })
    db().write(() => {
      recordAnswer(db(), 1, idOf(SHOES), { kind: 'options', numbers: [0] }, clock.now() - 30 * DAY)
      db().sql('update survey_answers set asked_at = asked_at').run()
      recordAnswer(db(), 2, idOf(SHOES), { kind: 'options', numbers: [0] }, clock.now() - DAY)
      db().sql(`update subscribers set unsubscribed_at = 1 where id = 3`).run()
    })
    const first = await round(product)
    const sent = (id: number | null) =>
      rows<{ who: number; question: string }>(
        `select d.subscriber_id as who, q.text as question from deliveries d
         join survey_answers a on a.delivery_id = d.id join survey_questions q on q.id = a.question_id
         where d.broadcast_id = ? and d.state = 'sent' order by who`,
        id ?? 0,
      ).map(({ who, question }) => `${who} ${question}`)
    expect(sent(first)).toEqual([`1 ${KIDS}`, `4 ${SHOES}`, `5 ${SHOES}`, `6 ${SHOES}`])
    expect(await round(product)).toBe(null)
    clock.shift += 3 * DAY
    expect(await round(product)).toBe(null)

    const four = hand({ id: 4, firstName: 'Person 4' })
    expect(four.labels()).toEqual(['Boots', 'Trainers', 'Sandals', 'Skip', '🔕'])
    await four.walk('Trainers')
    expect(four.labels()).toContain('🔕')
    await four.walk('✔️ Done')
    expect([four.text(), four.labels()]).toEqual([t.thanks, ['🔕']])
    expect(answers()).toContain('Trainers')

    clock.shift += 4 * DAY + HOUR
    const second = await round(product)
    expect(sent(second)).toEqual([`1 ${SIZE}`, `2 ${KIDS}`, `4 ${KIDS}`, `5 ${KIDS}`, `6 ${KIDS}`])
  })

  test('Skip speaks the language of whoever is asked; a question that was sent is neither copied nor changed', async () => {
    const product = await stage([], { people: 2 })
    const { db, hand, ada } = product
    turnOn(product, { alone: true, underOffer: false })
    db().sql(`update subscribers set chosen_language = 'ru' where id = 2`).run()
    const id = (await round(product)) ?? 0
    expect(hand({ id: 1, firstName: 'Person 1' }).labels()).toContain('Skip')
    expect(hand({ id: 2, firstName: 'Person 2' }).labels()).toContain('Пропустить')
    await ada.send('/broadcasts')
    const copies = () => product.count('offers') + product.count('variants') + product.count('repairs')
    const before = copies()
    for (const [data, words] of [
      [broadcasts.copy.data({ id, generation: 0 }), 'not copied'],
      [broadcasts.repeat.data({ id, generation: 0 }), 'not copied'],
      [broadcasts.repairTexts.data({ id }), 'stays as it is'],
    ] as const)
      expect(await ada.forge(data)).toContain(words)
    expect(copies()).toBe(before)
  })

  test('counts for the caps as an offer does, and is itself held by them', async () => {
    const product = await stage([], { people: 2 })
    const { db, config, rows, clock } = product
    db().write(() => createPreferences(db(), config).save.frequency({ perDay: 1, perWeek: null }))
    turnOn(product, { alone: true, underOffer: false })
    const id = await round(product)
    expect(rows(`select state from deliveries where broadcast_id = ?`, id ?? 0)).toEqual([
      { state: 'sent' },
      { state: 'sent' },
    ])
    const offer = approveBroadcast(db(), 2, clock.now())
    const end = () =>
      rows(
        `select pause_reason as reason, pause_error as found from broadcasts where id = ? and state = 'paused'`,
        offer,
      )
    await until(() => end().length, 'the offer to find nobody')
    expect(end()).toEqual([{ reason: 'audience', found: '0' }])
    db()
      .sql(`update deliveries set claimed_at = claimed_at - ?`)
      .run(2 * DAY)
    clock.shift += 8 * DAY
    const held = await round(product)
    expect(held).not.toBe(null)
    clock.shift += 8 * DAY
    const preferences = createPreferences(db(), config)
    db().sql('update deliveries set claimed_at = ?').run(clock.now())
    const surveyor = createSurveyor({ db: db(), ...preferences, rules: preferences.rules })
    await surveyor.run(clock.now())
    expect(rows('select max(id) as id from broadcasts')).toEqual([{ id: held }])
  })

  test('under an offer: one message, its buttons below the own ones; answered in place', async () => {
    const product = await stage([], { people: 2 })
    const { db, rows, clock, hand, answers } = product
    turnOn(product, { alone: false, underOffer: true })
    const id = approveBroadcast(db(), 2, clock.now())
    await until(() => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, id).length, 'the offer')
    const one = hand({ id: 1, firstName: 'Person 1' })
    expect(one.labels()).toEqual(['Choose', `❓ ${KIDS}`, 'Yes', 'No', 'Skip', '🔕'])
    expect(await one.press(`❓ ${KIDS}`)).toBe('so that we send only what fits you')
    expect(await one.press('No')).toBe(t.toast)
    expect([one.labels(), answers()]).toEqual([['Choose', '🔕'], ['no']])
    const two = hand({ id: 2, firstName: 'Person 2' })
    expect(await two.press('Skip')).toBe(t.skipped)
    expect(two.labels()).toEqual(['Choose', '🔕'])
    const next = approveBroadcast(db(), 2, clock.now())
    await until(() => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, next).length, 'the next')
    expect(one.labels()).toEqual(['Choose', '🔕'])
    expect(rows('select 1 from survey_answers').length).toBe(2)
  })
})

describe('the marketer', () => {
  test('adds a field and a question, puts it at the start, sends the next one, reads the results', async () => {
    const { ada, rows, hand, refused } = await stage([], { people: 3 })
    await ada.send('/settings')
    await ada.walk(
      'What they read',
      '📝 Survey',
      cards.keys.add,
      cards.keys.newField,
      fields.typeKeys.one_of,
      fields.groups.behavioural,
    )
    await ada.send('one')
    expect(ada.text()).toContain('2 to 20')
    await ada.send(
      'Running\nHiking\nWalking',
      'Purpose of shoes',
      'What are they for?',
      'so that we send only what fits you',
    )
    expect(ada.text()).toContain(cards.made)
    expect(ada.text()).toContain('Running · Hiking · Walking')
    await ada.walk(cards.keys.start)
    expect(ada.text()).toContain(cards.atStart)
    await ada.walk(cards.keys.up, cards.keys.preview)
    expect(ada.text()).toContain('What are they for?')
    const card = ada.person.messages().findLast(message => message.text?.startsWith('What are they for?'))
    expect(await ada.press('Hiking', card?.message_id)).toBe(t.test)
    await ada.walk(texts('en').admin.back, cards.keys.later, cards.keys.alone)
    expect(ada.text()).toContain('by themselves')
    await ada.walk(cards.keys.send)
    expect(ada.text()).toContain('3 people')
    expect(ada.text()).toContain(`${SHOES} → 3`)
    await ada.walk(cards.keys.sendSure)
    await until(() => rows(`select 1 from broadcasts where state = 'finished'`).length, 'the round')
    const one = hand({ id: 1, firstName: 'Person 1' })
    await one.walk('Boots', '✔️ Done')
    await ada.sees('preliminary until')
    await ada.send('/settings')
    await ada.walk('What they read', '📝 Survey', cards.keys.results)
    expect(ada.text()).toContain('Asked 3 · answered 1 (33.3 %) · skipped 0 · left unanswered 2')
    await ada.walk(`1. ${SHOES}`)
    expect(ada.text()).toContain('Boots — 1 (100 %)')
    await ada.walk(cards.keys.question, cards.keys.drop, cards.keys.dropSure)
    expect(ada.text()).toContain('is no longer asked')
    expect(refused()).toEqual([])
  })

  test.each(['en', 'ru'] as const)('every screen opens in place and leads back (%s)', async language => {
    const { ada, db, rows, refused } = await stage([KIDS], { admin: { language } })
    const { surveyCards: words, admin, settingsCards } = texts(language)
    db().sql(`insert into topics values (1, 'trails', 'Trails', 3, 1, 1, null)`).run()
    await ada.send('/settings')
    await ada.walk(settingsCards.groups.read, settingsCards.ways.survey)
    const card = ada.lastId()
    const tidy = () => {
      expect(ada.lastId()).toBe(card)
      for (const row of ada.person.message(card).reply_markup?.inline_keyboard ?? []) {
        expect(row.length).toBeLessThanOrEqual(2)
        if (row.length === 2) for (const { text } of row) expect(text.length, text).toBeLessThanOrEqual(20)
      }
    }
    for (const way of [words.keys.add, words.keys.results, words.keys.later]) {
      await ada.walk(way)
      tidy()
      await ada.walk(admin.back)
    }
    await ada.walk(words.keys.later, words.everyDays(14), words.keys.under)
    expect(ada.labels()).toEqual(expect.arrayContaining([`✅ ${words.everyDays(14)}`, `✅ ${words.keys.under}`]))
    await ada.walk(admin.back, `1. ${SHOES}`)
    tidy()
    await ada.walk(words.keys.notSkip, words.keys.down, words.keys.topics, 'Boots', 'Trails')
    expect(ada.text()).toContain('Boots: Trails')
    tidy()
    await ada.walk(admin.back, words.keys.result, admin.back, admin.back)
    expect(
      rows(`select options ->> '$[0].topicId' as topic, skippable, position from survey_questions order by id limit 1`),
    ).toEqual([{ topic: 1, skippable: 0, position: 2 }])
    expect(await ada.press(words.keys.later)).toBe(null)
    expect(refused()).toEqual([])
  })

  test('a third question at the start is refused, with a reason', async () => {
    const { ada } = await stage([SHOES, KIDS])
    await ada.send('/settings')
    await ada.walk('What they read', '📝 Survey', `3. ${SIZE}`)
    expect(await ada.press(cards.keys.start)).toContain('at most 2 questions')
    await ada.walk(cards.keys.text)
    await ada.send('x'.repeat(301))
    expect(ada.text()).toContain('1 to 300 characters')
    await ada.send('Your size?')
    expect(ada.text()).toContain('Your size?')
  })
})
