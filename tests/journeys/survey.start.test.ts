import { describe, expect, test } from 'vitest'
import { builtIn } from '../../src/audience/attribute.js'
import { findSubscriber } from '../../src/audience/subscriber.js'
import { recordAnswer } from '../../src/audience/survey/answer.js'
import { archiveQuestion, askAtStart, createQuestion, listQuestions } from '../../src/audience/survey/question.js'
import { saveText } from '../../src/bot/settings/texts.js'
import { DAY } from '../../src/clock.js'
import { ballotData } from '../../src/delivery/survey/ballot.js'
import { texts } from '../../src/text/index.js'
import { addQuestion } from '../audience/survey.fixture.js'
import type { Hand } from '../support/product.js'
import { BORN, botMessages, KIDS, own, SHOES, SIZE, stage, t } from './survey.stage.js'

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
