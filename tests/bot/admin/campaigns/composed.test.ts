import { describe, expect, test } from 'vitest'
import { campaigns as places } from '../../../../src/bot/admin/campaigns/addresses.js'
import { readDays } from '../../../../src/bot/admin/campaigns/start-event.js'
import { parseHour, parseSpan } from '../../../../src/bot/admin/typed/moment.js'
import { DAY, HOUR } from '../../../../src/clock.js'
import { findCampaign } from '../../../../src/delivery/campaign/campaign.js'
import { setMessage } from '../../../../src/delivery/campaign/message.js'
import { getOpen, setEntry } from '../../../../src/delivery/campaign/series/draft.js'
import { seriesPrint } from '../../../../src/delivery/campaign/series/print.js'
import { listReminders } from '../../../../src/delivery/schedule/reminding.js'
import { setHolds } from '../../../../src/offers/draft/deadline.js'
import { getOffer } from '../../../../src/offers/offer.js'
import { findVariant, setContent } from '../../../../src/offers/variant.js'
import { createSegment } from '../../../../src/segments/segment.js'
import { texts } from '../../../../src/text/index.js'
import { draftSeries } from '../../../support/series.js'
import { ADMIN, type Stage, stage } from '../stage.js'
import { AT, knowEverything, messagesOf, newest, people, room, series, textOf } from './stage.js'

const { campaigns: t, admin } = texts('en')

describe('a series is composed', () => {
  async function open(on: Stage): Promise<{ id: number; offers: number[] }> {
    const made = await on.db.group(() => draftSeries(on.db, { createdBy: ADMIN }, AT))
    await on.ada.send('/admin')
    await on.ada.forge(places.open.data({ id: made.id }))
    return made
  }

  test('its words, when each message comes, and for whom', async () => {
    const on = await stage({ at: AT })
    const segment = await on.db.group(() =>
      createSegment(on.db, { name: 'VIP', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, AT),
    )
    const { offers } = await open(on)
    const [first = 0, second = 0] = offers
    await on.ada.walk('2')
    expect(on.ada.text()).toContain('Hint 1, Ada')
    await on.ada.send('Other words')
    expect(textOf(on, first)).toBe('Other words')
    expect(on.ada.plain()).toContain('2 of 3 · after 2 days, 11:00 by their clock')
    await on.ada.walk(t.keys.wait)
    await on.ada.send('next to nothing')
    expect(on.ada.text()).toContain(t.waitUnread)
    await on.ada.send('10 days')
    await on.ada.walk(t.keys.hour)
    await on.ada.send('9:30')
    expect(messagesOf(on)[0]?.wait).toEqual({ kind: 'days', days: 10, minute: 570 })
    await on.ada.walk(t.keys.only, 'VIP')
    expect(messagesOf(on)[0]).toMatchObject({ onlySegmentId: segment.id, onlyIf: { leaf: 'premium', value: true } })
    expect(on.ada.plain()).toContain('only if: VIP')
    await on.ada.walk(t.keys.wait, '3 hours')
    expect(messagesOf(on)[0]?.wait).toEqual({ kind: 'after', ms: 3 * HOUR })
    expect(on.ada.labels()).not.toContain(t.keys.hour)

    // The places keep their times; what moves are the words and whom they are for.
    await on.ada.walk(t.keys.toSeries, '3')
    const earlier = places.place.data({ offer: second, position: 1 })
    await on.ada.walk(t.keys.earlier)
    await on.ada.forge(earlier)
    expect(messagesOf(on)).toMatchObject([
      { offerId: second, wait: { kind: 'after' }, onlyIf: null },
      { offerId: first, wait: { kind: 'days', days: 5 }, onlySegmentId: segment.id },
    ])
    await on.ada.walk('2', t.keys.drop, t.keys.reallyDrop)
    expect(messagesOf(on).map(({ offerId }) => offerId)).toEqual([first])
    expect(getOffer(on.db, second).state).toBe('discarded')
    expect(on.refused()).toEqual([])
  })

  test.each(['en', 'ru'] as const)('a message of it holds so long for each, or until a moment (%s)', async language => {
    const on = await stage({ at: AT, language })
    const { campaigns: words, offerCards: cards } = texts(language)
    const { id, offers } = await open(on)
    const [first = 0] = offers
    await on.ada.walk('2', cards.keys.deadline)
    // A step has no evening of its own to tap.
    expect(on.ada.labels().slice(0, 4)).toEqual([24, 48, 72, 168].map(cards.holdsKey))
    await on.ada.walk(cards.holdsKey(48))
    expect(getOffer(on.db, first).holds).toBe(48 * HOUR)
    expect(on.ada.plain()).toContain(cards.holdsRow(48))
    await on.ada.send('До {до}, {first_name|friend}')
    expect(on.ada.plain()).toContain(language === 'ru' ? 'До чт 26 ноября, 12:00' : 'До Thu 26 Nov, 12:00')
    await on.ada.walk(words.keys.toSeries)
    expect(on.ada.plain()).toContain(words.holdsTail(cards.holdsFor(48)))
    await on.ada.walk('2', cards.keys.deadline)
    await on.ada.send(language === 'ru' ? 'через 5 часов' : 'in 5 hours')
    expect(getOffer(on.db, first).holds).toBe(5 * HOUR)
    await on.ada.walk(cards.keys.deadline)
    await on.ada.send('25.11 21:00')
    expect(getOffer(on.db, first)).toMatchObject({ deadline: Date.UTC(2026, 10, 25, 18), holds: null })
    on.clock.wall = Date.UTC(2026, 10, 26)
    await on.ada.walk(words.keys.toSeries, words.keys.check)
    expect(on.ada.plain()).toContain(cards.deadlinePassed)
    await on.ada.walk(words.messageKey(2), cards.keys.deadline, cards.keys.noEnd)
    expect(getOffer(on.db, first)).toMatchObject({ deadline: null, holds: null })
    await on.ada.walk(words.keys.toSeries, words.keys.check)
    expect(on.ada.plain()).toContain(cards.untilMissing.text)
    await on.ada.walk(words.messageKey(2), cards.keys.deadline, cards.holdsKey(24), words.keys.toSeries)
    // What is looked at is what is started: another end is another series, and a change of it another message.
    const seen = seriesPrint(on.db, getOpen(on.db, id))
    await on.db.group(() => setHolds(on.db, first, 2 * HOUR))
    expect(seriesPrint(on.db, getOpen(on.db, id))).not.toBe(seen)
    expect(on.refused()).toEqual([])
  })

  test.each(['en', 'ru'] as const)('a message of it is reminded of (%s)', async language => {
    const on = await stage({ at: AT, language })
    const { campaigns: words, offerCards: cards } = texts(language)
    const { id, offers } = await open(on)
    await on.ada.walk('2', cards.keys.nudge, cards.nudgeAfter(72))
    await on.ada.send('Still there, {first_name|friend}')
    expect(getOffer(on.db, offers[0] ?? 0).draft.nudge).toMatchObject({ hours: 72 })
    await on.ada.walk(texts(language).admin.card)
    expect(on.ada.plain()).toContain(cards.nudgeRow(72))
    await on.ada.walk(words.keys.toSeries)
    expect(on.ada.plain()).toContain(words.remindsTail(cards.nudgeAfter(72)))
    await on.ada.walk(words.keys.check)
    expect(on.ada.plain()).toContain(words.reminderLate(2))
    await on.db.group(() => setHolds(on.db, offers[0] ?? 0, 72 * HOUR))
    await on.ada.walk(words.keys.toSeries, words.keys.check)
    expect(on.ada.plain()).toContain(cards.nudgeTooLate)
    await on.ada.walk(words.messageKey(2), cards.keys.nudge, cards.nudgeAfter(24), texts(language).admin.card)
    await on.ada.walk(words.keys.toSeries, words.keys.check, words.keys.start)
    expect(on.ada.plain()).toContain(words.reminded(0))
    expect(on.ada.labels()).toContain('🔔 2')
    expect(listReminders(on.db, id).size).toBe(1)
    expect(on.refused()).toEqual([])
  })

  test('one more message is added once, and one without words keeps it from starting', async () => {
    const on = await stage({ at: AT })
    const { id } = await open(on)
    const add = places.add.data({ id, after: 2 })
    await on.ada.walk(t.keys.message)
    await on.ada.forge(add)
    expect(messagesOf(on)).toHaveLength(3)
    await on.ada.walk(t.keys.check)
    expect(on.ada.text()).toContain(t.lackWords(4))
    await on.ada.forge(places.start.data({ id, generation: 0 }))
    expect(newest(on).state).toBe('draft')
    await on.ada.walk(t.messageKey(4))
    await on.ada.send('The last one')
    await on.ada.walk(t.keys.toSeries, t.keys.check, t.keys.start)
    expect(newest(on).state).toBe('running')
  })

  test('what is started is what was looked at: what somebody else changed meanwhile is shown first', async () => {
    const on = await stage({ at: AT })
    const { id, offers } = await open(on)
    const change = [
      () => setEntry(on.db, id, { ...series(on, id).entry, lastDays: 7 }),
      () => setMessage(on.db, { campaignId: id, edition: 1, position: 1 }, { wait: { kind: 'at_once' } }),
      () => {
        const variant = findVariant(on.db, offers[0] ?? 0, null)
        if (variant !== null) setContent(on.db, offers[0] ?? 0, null, { ...variant.content, text: 'Theirs' })
      },
    ]
    for (const act of change) {
      await on.ada.forge(places.draft.data({ id }))
      await on.ada.walk(t.keys.check)
      await on.db.group(act)
      await on.ada.walk(t.keys.start)
      expect(newest(on).state).toBe('draft')
      expect(on.ada.text()).toContain(t.editedSince)
    }
    await on.ada.walk(t.keys.start)
    expect(newest(on).state).toBe('running')
  })

  test('all messages come as a test in their order, and once for one press', async () => {
    const on = await stage({ at: AT })
    const { id } = await open(on)
    const before = on.ada.shown().length
    const pressed = places.test.data({ id, generation: newest(on).generation })
    await on.ada.walk(t.keys.testAll)
    const sent = on.ada
      .shown()
      .slice(before)
      .map(message => message.text ?? '')
    expect(sent.filter(text => text.startsWith('👁'))).toHaveLength(3)
    expect(sent.filter(text => text.startsWith('Hint'))).toEqual(['Hint 1, Ada', 'Hint 2, Ada'])
    expect(on.ada.text()).toContain(t.tested(2))
    const calls = on.calls('sendMessage')
    await on.ada.forge(pressed)
    expect(on.calls('sendMessage')).toBe(calls)
  })

  test.each([
    ['of the last 7 days', 2 * DAY, 3],
    ['of the last 7 days only', 8 * DAY, 0],
  ])('people %s may come in as well', async (_, ago, expected) => {
    const on = await stage({ at: AT })
    await people(on, 3, ago)
    const { id } = await open(on)
    await on.ada.walk(t.keys.check)
    if (expected > 0) expect(on.ada.text()).toContain(t.lastPeople(expected))
    await on.ada.walk(`☐ ${t.keys.lastDays}`)
    expect(on.ada.text()).toContain(t.alsoLast(expected))
    expect(series(on, id).entry.lastDays).toBe(7)
    await on.ada.walk(`☑ ${t.keys.lastDays}`)
    expect(series(on, id).entry.lastDays).toBe(0)
  })

  test('it is renamed, and deleted with its words', async () => {
    const on = await stage({ at: AT })
    const { id, offers } = await open(on)
    await on.ada.walk(t.keys.name)
    for (const none of ['\u0000', '\u200b', 'x'.repeat(65)]) await on.ada.send(none)
    expect(newest(on).name).not.toMatch(/[\0\u200bx]/)
    await on.ada.send('Hello, newcomers')
    expect(newest(on).name).toBe('Hello, newcomers')
    await on.ada.walk(t.keys.delete, t.keys.reallyDelete)
    expect(findCampaign(on.db, id)?.state).toBe('discarded')
    expect(offers.map(offer => getOffer(on.db, offer).state)).toEqual(['discarded', 'discarded'])
    await on.ada.forge(places.draft.data({ id }))
    expect(on.ada.text()).toContain(t.ready)
  })
})

describe('it starts when', () => {
  async function begin(on: Stage): Promise<number> {
    await room(on)
    await on.ada.walk(t.keys.mine, t.keys.series)
    return newest(on).id
  }

  test('of six things one, each with its one detail', async () => {
    const on = await stage({ at: AT })
    await knowEverything(on)
    await on.db.group(
      () =>
        void createSegment(on.db, { name: 'VIP', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, AT),
    )
    const id = await begin(on)
    const { keys } = t
    const cases = [
      [[keys.ordered, keys.any], { kind: 'ordered', which: 'any' }],
      [[keys.ordered, keys.first], { kind: 'ordered', which: 'first' }],
      [[keys.enters, 'VIP'], { kind: 'enters' }],
      [[keys.leaves, 'VIP'], { kind: 'leaves' }],
      [[keys.event, 'Cart left'], { kind: 'event' }],
      [
        [keys.date, keys.birthday, '3 days before', admin.done],
        { kind: 'date', attributeId: null, days: -3, yearly: true },
      ],
      [[keys.subscribed, `☐ ${keys.movedIn}`, admin.done], { kind: 'subscribed', sources: null, movedIn: true }],
    ] as const
    for (const [taps, expected] of cases) {
      await on.ada.forge(places.lastDays.data({ id, on: 1 }))
      await on.ada.forge(places.starts.data({ id }))
      await on.ada.walk(...taps)
      // Of dates that were nobody is told.
      expect(series(on, id).entry.lastDays).toBe(expected.kind === 'date' ? 0 : 7)
      expect(series(on, id).entry.on, taps.join(' → ')).toMatchObject(expected)
      await on.ada.forge(places.draft.data({ id }))
      // Whose day comes is looked for ahead; what happened to people, in the past.
      expect(/in the next 7 days/i.test(on.ada.plain())).toBe(expected.kind === 'date')
    }
    await on.ada.forge(places.starts.data({ id }))
    await on.ada.walk(keys.ordered, keys.any, keys.starts, keys.againHow)
    await on.ada.send('45 days')
    expect(series(on, id).entry.again).toEqual({ kind: 'after', days: 45 })
    await on.ada.walk(keys.toSeries, keys.ends, `☐ ${keys.exits.clicked}`, `☑ ${keys.exits.ordered}`)
    expect(series(on, id).exit).toEqual({ ordered: false, clicked: true, replied: false, left: false })
    expect(on.refused()).toEqual([])
  })

  test('a second press on "My own" leads to the series that is still empty', async () => {
    const on = await stage({ at: AT })
    const id = await begin(on)
    expect(await begin(on)).toBe(id)
    await on.ada.walk(t.keys.toSeries)
    expect(on.ada.text()).toContain(t.noMessages)
  })

  test.each([
    ['3 days before', { days: -3 }],
    ['a week before', { days: -7 }],
    ['за 3 дня', { days: -3 }],
    ['за неделю до', { days: -7 }],
    ['через 2 дня', { days: 2 }],
    ['2 days after', { days: 2 }],
    ['on the day', { days: 0 }],
    ['10:30', { minute: 630 }],
    ['3 days', null],
    ['3', null],
    ['2 hours before', null],
    ['500 days before', null],
    ['30 February', null],
    ['', null],
  ])('%j is read as %j', (typed, expected) => {
    expect(readDays(typed)).toEqual(expected)
  })

  test.each([
    ['3 hours', { days: 0, ms: 3 * HOUR }],
    ['через 1,5 часа', { days: 0, ms: 1.5 * HOUR }],
    ['2 недели', { days: 14, ms: 0 }],
    ['half a day', { days: 0, ms: 12 * HOUR }],
    ['soon', null],
    ['-3 days', null],
  ])('a wait of %j is %j', (typed, expected) => {
    expect(parseSpan(typed)).toEqual(expected)
  })

  test.each([
    ['10:30', 630],
    ['в 7 вечера', 1_140],
    ['noon', 720],
    ['25:00', null],
    ['10:61', null],
    ['morning', null],
  ])('%j is the hour %j', (typed, expected) => {
    expect(parseHour(typed)).toBe(expected)
  })
})
