import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { recordValues, valuesOf } from '../../../../src/audience/attribute/value.js'
import { createAttribute, listAttributes } from '../../../../src/audience/attribute.js'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { listMeant } from '../../../../src/bot/admin/people/facts.js'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { writeOwnData } from '../../../../src/bot/mydata/file.js'
import { HOUR } from '../../../../src/clock.js'
import { setChosen } from '../../../../src/delivery/button/set-field.js'
import { createEngine } from '../../../../src/delivery/engine.js'
import { promoteDeliveries } from '../../../../src/delivery/evidence.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { closeOffers } from '../../../../src/delivery/schedule/deadline.js'
import { silentLog } from '../../../../src/log.js'
import { actionOf } from '../../../../src/offers/button/action.js'
import { listVariants } from '../../../../src/offers/variant.js'
import { offerTables } from '../../../../src/reports/export/offers.js'
import { reportTables } from '../../../../src/reports/export/report.js'
import { findReport } from '../../../../src/reports/metrics.js'
import { reportText } from '../../../../src/reports/summary.js'
import { PATIENCE_MS } from '../../../../src/sandbox/emulator/patience.js'
import type { Asked } from '../../../../src/sandbox/emulator/profile.js'
import { compileCriterion } from '../../../../src/segments/compile.js'
import type { PlainCriterion } from '../../../../src/segments/criterion.js'
import { texts } from '../../../../src/text/index.js'
import { eraseFromTracking } from '../../../../src/tracking/erase.js'
import { keepVote } from '../../../../src/tracking/poll.js'
import { ADMIN, NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

const SIZES: Asked = { question: 'Your size, {first_name|friend}?', options: ['36', '37', 'Other'] }
const QUIZ: Asked = { question: 'Which are warm?', options: ['Fur', 'Net', 'Felt'], right: [0, 2], many: true }

/** A shop with a field of sizes, so many readers, and a draft that is a poll. */
async function asked(poll: Asked, readers = 2, language: 'en' | 'ru' = 'en') {
  const s = await stage({ language })
  const people = ['Rita', 'Sara', 'Tina'].slice(0, readers).map((firstName, i) => {
    const person = s.emulator.user({ id: 501 + i, firstName, language })
    person.send('/start')
    return person
  })
  await s.settled()
  const field = (label: string, type: 'one_of' | 'many_of', options: string[]) =>
    s.db.write(() =>
      createAttribute(s.db, { label, type, options, group: 'behavioural', purpose: null, createdBy: ADMIN }, NOW),
    )
  const size = field('Size', 'one_of', ['36', '37', '38'])
  const likes = field('Likes', 'many_of', ['Fur', 'Net', 'Felt', 'Silk'])
  await s.ada.send('/new')
  await s.ada.sends(person => person.sendPoll(poll))
  const [rita, sara] = people
  if (rita === undefined) throw new Error('nobody reads it')
  return { s, people, rita, sara: sara ?? rita, size, likes }
}

/** Goes out to everybody by the engine. */
async function sendOut(s: Stage, readers: number) {
  await s.ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
  const first = s.db.sql<{ id: number }>('select id from broadcasts where nudges is null').get()
  const id = first?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(s.db, id, NOW, s.world.rules)
  const engine = createEngine({
    ...{ db: s.db, clock: s.clock, log: silentLog, pace: s.door().pace, transport: createTransport(s.door().api) },
    ...{ rules: () => s.world.rules, zone: () => 'Europe/Moscow', event: () => {} },
    address: (delivery, link) => `https://go.example/r/${delivery}-${link}`,
  })
  engine.start()
  onTestFinished(() => engine.stop())
  const rows = s.db.sql<{ n: number }>(`select count(*) as n from deliveries where state in ('sent', 'uncertain')`)
  await vi.waitFor(() => expect(rows.get()?.n).toBe(readers), PATIENCE_MS)
  return { id, engine }
}

/** What anybody chose: person, option, whether that was right. */
const votes = (s: Stage) =>
  s.db
    .sql<{ person: number; option: number; correct: number | null }>(
      'select subscriber_id as person, option, correct from poll_votes order by 1, 2',
    )
    .all()
    .map(({ person, option, correct }) => [person, option, correct])
const known = (s: Stage, person = 1) =>
  valuesOf(s.db, person).map(({ shown, provenance, origin }) => [shown, provenance, origin])
const pollIn = (person: { messages(): { message_id: number; poll?: unknown }[] }) => {
  const found = person.messages().findLast(message => message.poll !== undefined)
  if (found === undefined) throw new Error('no poll came')
  return found.message_id
}
async function people(s: Stage, criterion: PlainCriterion): Promise<number[]> {
  const { text, params } = compileCriterion(criterion, { at: NOW + HOUR, zone: 'UTC' })
  const rows = await s.db.people.rows<{ id: number }>(
    `select s.id from subscribers s where ${text} order by s.id`,
    params,
  )
  return rows.map(({ id }) => id)
}
const voted = (did: 'any' | 'right' | 'wrong' | 'silent', option: string | null = null): PlainCriterion => ({
  leaf: 'voted',
  ...{ did, option, offer: 1 },
})

describe('a poll as an offer', () => {
  test('is taken as it was made, with names; tested, sent, answered, changed, taken back, and told in the report', async () => {
    const { s, rita, sara, size } = await asked({ ...SIZES, description: 'Boots are *here*' })
    const { ada } = s
    expect(ada.plain()).toContain('3 Message — 📊 poll “Your size, {first_name|friend}?”')
    expect(ada.plain()).toContain('It was anonymous and goes out with names')
    expect(s.offer().name).toBe('Your size?')
    await ada.walk('Message', '📊 What answers become', '🗂 All into a field')
    await ada.walk('Size · 2 of 3')
    expect(ada.plain()).toContain('2 of 3 answers become values of Size; the others set nothing.')
    expect(ada.plain()).toContain('3 Other → nothing')
    await ada.walk('3 Other')
    await ada.send('field Size = 38')
    expect(ada.plain()).toContain('3 Other → field Size = 38')
    const { poll } = listVariants(s.db, s.offer().id)[0]?.content ?? {}
    expect(poll?.options.map(({ sets }) => actionOf(sets ?? ''))).toEqual(
      ['36', '37', '38'].map(value => ({ kind: 'set', field: size.id, value })),
    )
    await ada.walk('Back', 'Card', 'Buttons')
    await ada.send('Shop - shop.ru')
    await ada.walk('👁 Test')
    expect(ada.plain()).toContain('Answers to a test count for nobody')
    expect(ada.shown().findLast(message => message.poll !== undefined)?.poll).toMatchObject({
      question: expect.stringMatching(/^Your size, (Rita|Sara)\?$/),
      is_anonymous: false,
      description: 'Boots are *here*',
    })
    await ada.walk('Card')
    const { id } = await sendOut(s, 2)
    const [message, other] = [pollIn(rita), pollIn(sara)]
    expect(rita.message(message)).toMatchObject({
      poll: { question: 'Your size, Rita?', type: 'regular', is_anonymous: false, allows_revoting: true },
    })
    expect(
      rita
        .message(message)
        .reply_markup?.inline_keyboard.flat()
        .map(({ text }) => text),
    ).toEqual(['Shop', '🔕'])

    rita.vote(message, [0])
    sara.vote(other, [2])
    await s.settled()
    expect(votes(s)).toEqual([
      [1, 0, null],
      [2, 2, null],
    ])
    expect(known(s)).toEqual([['36', 'declared', 'poll:1']])
    rita.vote(message, [1])
    await s.settled()
    expect(known(s)).toEqual([['37', 'declared', 'poll:1']])
    const report = await findReport(s.db, id)
    expect(report).toMatchObject({ replied: 2, seen: { certain: 2, probably: 0 } })
    expect(report.polls).toMatchObject([
      { answered: 2, delivered: 2, verdict: null, options: [{ people: 0 }, { people: 1 }, { people: 1 }] },
    ])
    expect(reportText(report, 'en', NOW).text).toContain(
      '📊 Answered 100 % (2)\n• 36: 0 % (0)\n• 37: 50.0 % (1)\n• Other: 50.0 % (1)',
    )
    expect(await people(s, voted('any', '37'))).toEqual([1])
    const names = texts('en').exportCards.report
    const tables = reportTables(s.db, report, { known: true }, names, NOW)
    const rows: unknown[] = []
    const file = tables.find(table => table.name.startsWith(names.votes))
    for await (const page of file?.pages(() => {}) ?? []) rows.push(...page.map(row => row.slice(2, 5)))
    expect(rows).toEqual([
      [2, '37', null],
      [3, 'Other', null],
    ])
    expect(await people(s, voted('silent'))).toEqual([])
    const own = await writeOwnData(
      { db: s.db, bot: 'Shop', zone: 'UTC', rungNames: () => [null, null, null, null, null] },
      501,
      'en',
      NOW,
    )
    expect(own).toContain('You answered: 37')

    rita.vote(message, [])
    await s.settled()
    expect(known(s)).toEqual([])
    expect(await people(s, voted('silent'))).toEqual([1])
    expect((await findReport(s.db, id)).polls).toMatchObject([{ answered: 1 }])
    s.db.write(() => eraseFromTracking(s.db, 2))
    expect(votes(s)).toEqual([])
    expect(s.refused()).toEqual([])
  })

  test('is a quiz: right or wrong as a whole, several fields’ values at once, and what others said of them stands again', async () => {
    const { s, rita, sara, likes } = await asked({ ...QUIZ, explanation: 'Not nets', more: { allows_revoting: true } })
    const { ada } = s
    expect(ada.plain()).toContain('📊 quiz “Which are warm?”')
    await ada.walk('Message', '📊 What answers become', '🗂 All into a field', 'Likes · 3 of 3')
    expect(ada.plain()).toContain('1 Fur ✅ → field Likes = Fur')
    await ada.walk('Back', 'Card')
    s.db.write(() => recordValues(s.db, 1, likes, { values: ['Silk'], provenance: 'declared', origin: 'crm' }, NOW))
    const { id } = await sendOut(s, 2)
    const [message, other] = [pollIn(rita), pollIn(sara)]
    rita.vote(message, [2, 0])
    sara.vote(other, [0])
    await s.settled()
    expect(votes(s)).toEqual([
      [1, 0, 1],
      [1, 2, 1],
      [2, 0, 0],
    ])
    expect(known(s).map(([shown]) => shown)).toEqual(['Felt', 'Fur', 'Silk'])
    expect(reportText(await findReport(s.db, id), 'ru', NOW).text).toContain('Верно: 1 · неверно: 1')
    expect(await people(s, voted('right'))).toEqual([1])
    expect(await listMeant(s.db, 1, { limit: 5, offset: 0 })).toMatchObject([{ words: 'Which are warm?' }])
    const written: unknown[] = []
    const messages = offerTables(s.db).find(({ name }) => name === 'messages')
    for await (const page of messages?.pages(() => {}) ?? []) written.push(...page.flat())
    expect(
      written.filter(cell => typeof cell === 'string' && cell.startsWith('{"question":{"text":"Which are warm?"')),
    ).toHaveLength(1)
    expect(await people(s, voted('wrong'))).toEqual([2])
    rita.vote(message, [1])
    await s.settled()
    expect(known(s).map(([shown]) => shown)).toEqual(['Net', 'Silk'])
    // Another poll adds to the field; taking this answer back leaves that alone.
    const felt = { kind: 'set' as const, field: likes.id, value: 'Felt' }
    const another = { all: [felt], chosen: [felt], before: [] }
    s.db.write(() => setChosen(s.db, 1, another, { origin: 'poll:2', zone: 'UTC' }, s.clock.wall))
    expect(known(s).map(([shown]) => shown)).toEqual(['Felt', 'Net', 'Silk'])
    rita.vote(message, [])
    await s.settled()
    expect(known(s).map(([shown]) => shown)).toEqual(['Felt', 'Silk'])
    rita.vote(message, [0])
    rita.vote(message, [])
    await s.settled()
    expect(known(s).map(([shown]) => shown)).toEqual(['Silk'])
    s.db.write(() =>
      setChosen(s.db, 1, { all: [felt], chosen: [], before: [felt] }, { origin: 'poll:2', zone: 'UTC' }, NOW),
    )
    expect(known(s).map(([shown]) => shown)).toEqual(['Silk'])
  })

  test.each([
    ['en', 'Wool', 'New field Wool: each of the 3 answers becomes its value.', 'many_of'],
    ['ru', 'Что греет', 'Новое поле Что греет: каждый из 3 ответов станет его значением.', 'many_of'],
  ] as const)('becomes a new field by one message with its name: %s', async (language, name, words, type) => {
    const { s } = await asked(QUIZ, 1, language)
    const { ada } = s
    const { offerCards, pollCards } = texts(language)
    await ada.walk(offerCards.keys.message, pollCards.door, pollCards.keys.into)
    await ada.sends(person => person.sendSticker())
    expect(ada.plain()).toBe(pollCards.nameAsked)
    await ada.send(name)
    expect(ada.plain()).toContain(words)
    const made = listAttributes(s.db).find(({ label }) => label === name)
    expect(made).toMatchObject({ type, options: ['Fur', 'Net', 'Felt'] })
    const becomes = () =>
      listVariants(s.db, s.offer().id)[0]?.content.poll?.options.map(({ sets }) => actionOf(sets ?? ''))
    expect(becomes()).toEqual(['Fur', 'Net', 'Felt'].map(value => ({ kind: 'set', field: made?.id, value })))
    // A field that is there already is meant by its name.
    await ada.walk(pollCards.keys.into)
    await ada.send('likes')
    expect(becomes()?.every(one => one?.kind === 'set' && one.field !== made?.id)).toBe(true)
    await ada.walk(pollCards.keys.into)
    await ada.send('size')
    expect(ada.plain()).toContain('Size')
    expect(becomes()?.every(one => one?.kind === 'set' && one.field !== made?.id)).toBe(true)
  })

  test('in versions: the same answers become the same, and what an answer counts as is said', async () => {
    const { s, size } = await asked(SIZES)
    const { ada } = s
    await ada.walk('Message', '📊 What answers become', '🗂 All into a field', 'Size', 'Back', 'Card', '⚖️ A/B')
    await ada.sends(person => person.sendPoll({ question: 'Which size?', options: ['37', '36', 'None'] }))
    expect(ada.plain()).toContain('An answer to a poll counts as a reply')
    const [, b] = listVariants(s.db, s.offer().id)
    expect(b?.content.poll?.options.map(({ sets }) => (sets === undefined ? null : actionOf(sets)))).toEqual([
      { kind: 'set', field: size.id, value: '37' },
      { kind: 'set', field: size.id, value: '36' },
      null,
    ])
    await ada.walk('✏️ Version B', '📊 What answers become')
    expect(ada.plain()).toContain('3 None → nothing')
    await ada.walk('Back')
    expect(ada.plain()).toContain('📊 poll “Which size?”')
  })

  test('whoever answered is reminded of nothing', async () => {
    const { s, rita } = await asked(SIZES)
    await s.ada.walk('⋯ More', '🔔 Remind', 'After 1 day', 'Card')
    await sendOut(s, 2)
    rita.vote(pollIn(rita), [0])
    await s.settled()
    const { parts } = s.db.sql<{ parts: string }>('select parts from broadcasts where nudges = 1').get() ?? {
      parts: '',
    }
    expect(await people(s, JSON.parse(parts)[0].criterion)).toEqual([2])
  })

  test('whoever it was passed on to answers for nobody, and an answer reaches no question that somebody is asked', async () => {
    const { s, rita, sara, size } = await asked(SIZES)
    await s.ada.walk('Message', '📊 What answers become', '🗂 All into a field', 'Size', 'Back', 'Card')
    await sendOut(s, 2)
    const { poll } = rita.message(pollIn(rita))
    sara.answer(poll?.id ?? '', [0])
    sara.answer('77', [0])
    await s.settled()
    expect(votes(s)).toEqual([])
    expect(valuesOf(s.db, 2)).toEqual([])
    expect(s.db.sql('select evidence from reads').all(), 'nobody was seen in our chat').toEqual([])
    // The marketer is asked for a name; her own answer to some poll is none.
    await s.ada.send('/new')
    await s.ada.walk('Name')
    const before = s.ada.plain()
    await s.ada.sends(person => person.answer('78', [0]))
    expect(s.ada.plain()).toBe(before)
    expect(size.options).toHaveLength(3)
  })

  test('an answer whose poll nobody knows is that of the only one whose sending got no answer', async () => {
    const { s, rita, size } = await asked(SIZES, 1)
    await s.ada.walk('Message', '📊 What answers become', '🗂 All into a field', 'Size', 'Back', 'Card')
    s.emulator.fault({ kind: 'truncated', methods: ['sendPoll'] })
    await sendOut(s, 1)
    s.emulator.clearFaults()
    expect(s.db.sql('select count(*) as n from polls').get()).toEqual({ n: 0 })
    // Two answers at once are to none that she is known to have got: they are kept, and stand in what she is told is held of her.
    rita.answer('77', [2, 0])
    await s.settled()
    const own = async (language: 'en' | 'ru') =>
      writeOwnData(
        { db: s.db, bot: 'Shop', zone: 'UTC', rungNames: () => [null, null, null, null, null] },
        ...([501, language, NOW] as const),
      )
    expect(await own('en')).toContain('which one it is\n  You chose answer 3, 1.')
    expect(await own('ru')).toContain('Вы выбрали ответ № 3, 1.')
    rita.vote(pollIn(rita), [1])
    await s.settled()
    s.db.write(() => keepVote(s.db, 1, { pollId: '77', options: [], at: NOW }))
    expect(await own('en')).toContain('\n  You took your answer back.')
    expect(await own('en')).toContain('You answered: 37')
    expect(votes(s)).toEqual([[1, 1, null]])
    expect(known(s)).toEqual([['37', 'declared', 'poll:1']])
    expect(promoteDeliveries(s.db)).toEqual([1])
    expect(s.db.sql('select state, reason from deliveries').get()).toEqual({ state: 'sent', reason: 'evidence' })
    expect(size.type).toBe('one_of')
  })

  test('ends with its offer: Telegram takes no more answers, and one that came too late is told so', async () => {
    const { s, rita } = await asked(SIZES, 1)
    await s.ada.walk('⋯ More', '⏰ Until …')
    await s.ada.send('tomorrow 21:00')
    const { id, engine } = await sendOut(s, 1)
    const message = pollIn(rita)
    expect(rita.message(message).poll?.description).toContain('⏰')
    s.clock.wall += 48 * HOUR
    rita.vote(message, [0])
    await s.settled()
    expect(votes(s)).toEqual([])
    expect(rita.lastMessage().text).toContain('Your answer came too late to count.')
    expect(await closeOffers(s.db, s.clock.wall)).toEqual([id])
    engine.wake()
    await s.emulator.waitFor(() => rita.message(message).poll?.is_closed, PATIENCE_MS, 'the poll to close')
    expect(() => rita.vote(message, [1])).toThrow('closed')
    expect(
      rita
        .message(message)
        .reply_markup?.inline_keyboard.flat()
        .map(({ text }) => text),
    ).toContain('🔕')
  })
})

test.each(['en', 'ru'] as const)(
  'every button of its screens fits beside another, and leads back: %s',
  async language => {
    const options = Array.from({ length: 12 }, (_, i) => `${i + 1}th answer that takes up much of the room`)
    const { s } = await asked({ question: 'Which?', options }, 1, language)
    s.db.write(() =>
      createAttribute(
        s.db,
        {
          ...{ label: 'A field with a rather long name', type: 'text', options: null, group: 'behavioural' },
          ...{ purpose: null, createdBy: ADMIN },
        },
        NOW,
      ),
    )
    const { ada } = s
    const words = texts(language)
    const fits = () => {
      for (const row of ada.shown().at(-1)?.reply_markup?.inline_keyboard ?? [])
        for (const { text } of row) expect(text.length, text).toBeLessThanOrEqual(row.length > 1 ? 18 : 34)
    }
    await ada.walk(words.offerCards.keys.message, words.pollCards.door)
    fits()
    await ada.walk(words.pollCards.keys.into)
    fits()
    await ada.walk('A field', '1 1th')
    fits()
    await ada.walk(words.pollCards.keys.optionNone)
    expect(ada.plain()).toContain(`1 1th answer that takes up much of the room → ${words.pollCards.nothing}`)
    await ada.walk(words.pollCards.keys.none)
    expect(ada.labels()).not.toContain(words.pollCards.keys.none)
    await ada.walk('1 1th')
    await ada.send('Nonsense = 5')
    expect(ada.plain()).toContain('Nonsense')
    const [first] = listVariants(s.db, s.offer().id)[0]?.content.poll?.options ?? []
    expect(first).not.toHaveProperty('sets')
  },
)

describe('what cannot be a poll of an offer', () => {
  test.each<[string, Asked, string]>([
    ['a quiz made elsewhere', { ...QUIZ, elsewhere: true }, 'Make it in this chat'],
    ['pictures', { ...SIZES, more: { media: {} } as object }, 'Make it without them'],
    ['a field in an option', { ...SIZES, options: ['{first_name}'] }, 'cannot stand in an option'],
    ['a code in the question', { ...SIZES, question: 'Use {code}?' }, 'they stand above the poll'],
    ['a fallback that is too long', { ...SIZES, question: `{first_name|${'x'.repeat(301)}}` }, 'has 301 characters'],
    ['no option', { ...SIZES, options: [] }, 'has 0 options'],
    ['an unknown field', { ...SIZES, question: '{firstname}?' }, 'I do not know {firstname}'],
  ])('%s: one sentence says what to do, and nothing changes', async (_, poll, words) => {
    const { s } = await asked(poll, 1)
    expect(s.ada.plain()).toContain(words)
    expect(listVariants(s.db, s.offer().id)).toEqual([])
  })

  test('words sent after it stand above it; what was sent is never changed but for its buttons', async () => {
    const { s } = await asked(SIZES, 1)
    const { ada } = s
    await ada.walk('Message')
    expect(ada.plain()).toContain('If you send only text, it stands above the poll.')
    await ada.send('New boots')
    const content = listVariants(s.db, s.offer().id)[0]?.content
    expect(content).toMatchObject({ kind: 'poll', text: 'New boots', poll: { options: [{ text: '36' }, {}, {}] } })
    await sendOut(s, 1)
    const id = s.broadcast()?.id ?? 0
    await ada.forge(broadcasts.repairText.data({ id, version: 1 }))
    await ada.send('Newer boots')
    expect(ada.plain()).toContain('Telegram lets nobody change a poll that was sent.')
    await ada.sends(person => person.sendPoll(QUIZ))
    expect(ada.plain()).toContain('Telegram lets nobody change a poll that was sent.')
    await ada.forge(broadcasts.repairButtons.data({ id, version: 1, proposal: 0 }))
    await ada.send('Shop - shop.ru')
    expect(ada.plain()).toContain('Other buttons.')
    expect(s.refused()).toEqual([])
  })
})
