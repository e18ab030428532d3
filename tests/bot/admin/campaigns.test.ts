import { describe, expect, test } from 'vitest'
import { CELLS } from '../../../src/audience/rfm/cell.js'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { campaigns as places } from '../../../src/bot/admin/campaigns/addresses.js'
import { readDays } from '../../../src/bot/admin/campaigns/start-event.js'
import { parseHour, parseSpan } from '../../../src/bot/admin/typed/moment.js'
import { DAY, HOUR } from '../../../src/clock.js'
import { type Campaign, findCampaign, listCampaigns, type Series } from '../../../src/delivery/campaign/campaign.js'
import { beginChange, dropChange } from '../../../src/delivery/campaign/change.js'
import { getOpen, setEntry } from '../../../src/delivery/campaign/draft.js'
import { listMessages, setMessage } from '../../../src/delivery/campaign/message.js'
import { seriesPrint } from '../../../src/delivery/campaign/print.js'
import { startSeries } from '../../../src/delivery/campaign/series.js'
import { listReminders } from '../../../src/delivery/schedule/reminding.js'
import { setHolds } from '../../../src/offers/draft/deadline.js'
import { getOffer, listOffers } from '../../../src/offers/offer.js'
import { findVariant, setContent } from '../../../src/offers/variant.js'
import { createSegment } from '../../../src/segments/segment.js'
import type { Language } from '../../../src/text/format.js'
import { texts } from '../../../src/text/index.js'
import { draftSeries, enrol, startedSeries } from '../../support/series.js'
import { ADMIN, type Stage, stage } from './stage.js'

/** Tue 24 Nov 2026, 12:00 in Moscow. */
const AT = Date.UTC(2026, 10, 24, 9)
const { campaigns: t, readyCampaigns, admin } = texts('en')
const welcome = `${readyCampaigns.marks.welcome} ${readyCampaigns.names.welcome}`

async function room(on: Stage, language: Language = 'en'): Promise<void> {
  await on.ada.send('/admin')
  await on.ada.walk(texts(language).campaigns.door)
}

/** The newest campaign. */
function newest(on: Stage): Campaign {
  const [campaign] = listCampaigns(on.db, ['draft', 'running', 'paused', 'ended'], { offset: 0, limit: 1 }).campaigns
  if (campaign === undefined) throw new Error('there is no campaign')
  return campaign
}

function series(on: Stage, id = newest(on).id): Series {
  const campaign = findCampaign(on.db, id)
  if (campaign?.kind !== 'series') throw new Error('it is no series')
  return campaign
}

const messagesOf = (on: Stage, { id, edition } = newest(on)) => listMessages(on.db, id, edition)
const textOf = (on: Stage, offer: number) => findVariant(on.db, offer, null)?.content.text

/** People who subscribed `ago` ms before now. */
async function people(on: Stage, n: number, ago: number): Promise<void> {
  await on.db.group(() => {
    for (let i = 0; i < n; i++)
      startSubscriber(
        on.db,
        {
          ...{ telegramId: 5_000 + i, firstName: `Anna ${i}`, lastName: null, username: null },
          ...{ telegramLanguage: null, premium: false },
        },
        { source: null, wording: { name: 'start', language: 'en', shown: 'Hello' } },
        on.clock.wall - ago,
      )
  })
}

describe('a ready-made series', () => {
  test.each(['en', 'ru'] as const)('welcomes newcomers after 4 taps, with its ready words (%s)', async language => {
    const on = await stage({ at: AT, language })
    const { campaigns: words, readyCampaigns: ready } = texts(language)
    await on.ada.send('/admin')
    const taps = [words.door, `${ready.marks.welcome} ${ready.names.welcome}`, words.keys.check, words.keys.start]
    expect(taps).toHaveLength(4)
    await on.ada.walk(...taps)
    expect(series(on)).toMatchObject({ ready: 'welcome', state: 'running', name: ready.names.welcome })
    const messages = messagesOf(on)
    expect(messages.map(({ wait }) => wait)).toEqual([
      { kind: 'days', days: 2, minute: 660 },
      { kind: 'days', days: 5, minute: 660 },
    ])
    expect(messages.map(({ offerId }) => textOf(on, offerId))).toEqual(ready.messages.welcome.map(({ text }) => text))
    expect(messages.every(({ broadcastId }) => broadcastId !== null)).toBe(true)
    expect(on.ada.text()).toContain(words.started)
    expect(on.ada.labels()).toContain(words.keys.pause)
    expect(on.refused()).toEqual([])
  })

  test('is made once, and stands neither among offers nor in their place', async () => {
    const on = await stage({ at: AT })
    await room(on)
    await on.ada.walk(welcome)
    const { id } = newest(on)
    expect(on.ada.rows().slice(0, 4)).toEqual([
      ['1', '2', '3'],
      [t.keys.message],
      [t.keys.starts, t.keys.ends],
      [t.keys.testAll, t.keys.check],
    ])
    expect(on.ada.plain()).toContain('1 at once — 💬 the welcome (from Settings)')
    expect(on.ada.plain()).toContain('2 after 2 days, 11:00 by their clock — 💬 How to choose')
    expect(on.ada.plain()).toContain('subscribed · once a person · not for those moved in')
    await room(on)
    await on.ada.walk(welcome)
    expect(newest(on).id).toBe(id)
    expect(listOffers(on.db, { offset: 0, limit: 9, state: 'draft' }).total).toBe(0)
    // What leads to an offer leads to the message; what only an offer has leads there too.
    const [first] = messagesOf(on)
    const offer = first?.offerId.toString(36) ?? ''
    for (const address of ['of.c', 'of.q', 'of.t', 'of.s']) {
      await on.ada.forge(`${address}:${offer}`)
      expect(on.ada.plain()).toContain('2 of 3')
    }
    await on.ada.forge(`of.xx:${offer}`)
    expect(getOffer(on.db, first?.offerId ?? 0).state).toBe('draft')
  })

  test('that lacks something says what, with a way there', async () => {
    const on = await stage({ at: AT })
    await room(on)
    expect(on.ada.plain()).toContain(
      '🔒 Second order, Come back, Ask for review, Runs out soon: orders must be known first.',
    )
    await on.ada.walk(`🔒 ${readyCampaigns.names.birthday}`)
    expect(on.ada.labels()).toEqual([t.keys.bring, t.keys.survey, t.keys.list])
    await on.ada.walk(t.keys.list, `🔒 ${readyCampaigns.names.left_cart}`)
    expect(on.ada.labels()).toContain(t.keys.connect)
    // The button of an old card leads there as well.
    await on.ada.forge(places.ready.data({ which: 2 }))
    expect(on.ada.plain()).toContain(t.lackOf.events)
    expect(listCampaigns(on.db, ['draft'], { offset: 0, limit: 0 }).total).toBe(0)
  })

  test('every one of them can be started as it is, once its data is there (both languages)', async () => {
    for (const language of ['en', 'ru'] as const) {
      const on = await stage({ at: AT, language })
      const { campaigns: words, readyCampaigns: ready } = texts(language)
      await knowEverything(on)
      for (const which of [0, 1, 2, 3, 4, 5, 6]) {
        await room(on, language)
        const labels = on.ada.labels().filter(label => Object.values(ready.names).some(name => label.endsWith(name)))
        const label = labels.slice(-7)[which]
        if (label === undefined) throw new Error(`${which} is not offered`)
        await on.ada.walk(label, words.keys.check, words.keys.start)
        expect(newest(on).state, label).toBe('running')
      }
      expect(listCampaigns(on.db, ['running'], { offset: 0, limit: 0 }).total).toBe(7)
      expect(on.refused()).toEqual([])
    }
  })

  test('fits the people of an RFM group: its button stands under the advice, and is pressed twice for one', async () => {
    const on = await stage({ at: AT })
    await knowEverything(on)
    for (const _ of [1, 2]) {
      await on.ada.send('/admin')
      await on.ada.forge(places.readyFor.data({ group: CELLS.indexOf('at_risk') }))
      expect(series(on).entry.on.kind).toBe('enters')
      expect(newest(on).name).toBe(`Come back: ${texts('en').labels.cells.at_risk}`)
    }
    expect(listCampaigns(on.db, ['draft'], { offset: 0, limit: 0 }).total).toBe(1)
    await on.ada.forge(places.readyFor.data({ group: CELLS.indexOf('cant_lose') }))
    expect(listCampaigns(on.db, ['draft'], { offset: 0, limit: 0 }).total).toBe(1)
  })
})

/** An order, a birthday and an event that the shop reported are known of a subscriber. */
async function knowEverything(on: Stage): Promise<void> {
  await people(on, 1, 30 * DAY)
  await on.db.group(() => {
    const { db } = on
    db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (1, 'c1', 1, 0)`).run()
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, currency) values ('o1', 1, ?, 'paid', 1000, 'EUR')`,
    ).run(AT - DAY)
    db.sql(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
       select id, 7000, 1, '1989-03-02', 'declared', 'survey', 0 from attributes where key = 'birthday'`,
    ).run()
    db.sql(
      `insert into event_names (name_folded, name, properties, first_at, last_at) values ('cart left', 'Cart left', '[]', 0, 0)`,
    ).run()
  })
}

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
      expect(on.ada.plain().includes('In the next 7 days')).toBe(expected.kind === 'date')
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

describe('a series that runs', () => {
  async function run(on: Stage): Promise<{ id: number; offers: number[] }> {
    await people(on, 2, DAY)
    const made = await on.db.group(() => {
      const made = startedSeries(on.db, { createdBy: ADMIN }, AT)
      enrol(on.db, made.id, 1, { position: 0, at: AT - DAY, nextAt: AT + DAY })
      enrol(on.db, made.id, 2, { position: 1, at: AT - 3 * DAY, nextAt: AT + 2 * DAY })
      return made
    })
    await on.ada.send('/admin')
    await on.ada.forge(places.open.data({ id: made.id }))
    return made
  }

  test('says how many got a message, and of clicks only where there is something to press', async () => {
    const on = await stage({ at: AT })
    await people(on, 3, DAY)
    const [bare, linked] = ['', ' https://shop.example/boots'].map(link =>
      on.db.write(() => {
        const made = draftSeries(on.db, { createdBy: ADMIN, waits: [{ kind: 'at_once' }] }, AT)
        const said = { kind: 'text' as const, text: `Hint${link}`, fileId: null, preview: false, buttons: [] }
        const entities = link === '' ? [] : [{ type: 'url' as const, offset: 5, length: link.length - 1 }]
        setContent(on.db, made.offers[0] ?? 0, null, { ...said, entities })
        startSeries(on.db, made.id, AT)
        const [message] = listMessages(on.db, made.id, 1)
        on.db
          .sql(
            `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, due_at, attempts, claimed_at, sent_at)
             select ?, id, ?, 'sent', 1, 1, 1, 1 from subscribers`,
          )
          .run(message?.broadcastId ?? 0, findVariant(on.db, made.offers[0] ?? 0, null)?.id ?? 0)
        return made.id
      }),
    )
    await on.ada.send('/admin')
    await on.ada.forge(places.open.data({ id: bare ?? 0 }))
    expect(on.ada.plain()).toMatch(/^2 3 got it$/m)
    await on.ada.forge(places.open.data({ id: linked ?? 0 }))
    expect(on.ada.plain()).toMatch(/^2 3 got it · clicked 0 %$/m)
  })

  test('rests, goes on and ends; a button of before does nothing more', async () => {
    const on = await stage({ at: AT })
    const { id } = await run(on)
    expect(on.ada.plain()).toContain('▶️ Welcome · since 24 Nov 2026 · 2 came in')
    expect(on.ada.plain()).toContain('On their way 2 · got all 2: 0')
    await on.ada.walk(t.keys.pause)
    expect(newest(on).state).toBe('paused')
    expect(on.ada.text()).toContain(t.pausedNote)
    const resume = places.resume.data({ id, generation: newest(on).generation })
    await on.ada.walk(t.keys.resume, t.keys.pause)
    await on.ada.forge(resume)
    expect(newest(on).state).toBe('paused')
    await on.ada.walk(t.keys.end)
    expect(on.ada.text()).toContain('2 on their way get nothing more')
    await on.ada.walk(t.keys.reallyEnd)
    expect(newest(on).state).toBe('ended')
    expect(on.ada.labels()).not.toContain(t.keys.pause)
    await on.ada.forge(places.pause.data({ id }))
    expect(newest(on).state).toBe('ended')
    await on.ada.walk(t.keys.list, t.keys.ended(1), '⏹ Welcome')
    expect(on.ada.text()).toContain(t.endedNote)
  })

  test('who is in it, what comes next for them, and all of them as a file', async () => {
    const on = await stage({ at: AT })
    await run(on)
    await on.ada.walk(t.keys.who)
    const text = on.ada.plain()
    expect(text).toContain('2 on their way')
    expect(text).toMatch(/Anna 0 · message 2, Wed 25 Nov, 12:00/)
    expect(text).toMatch(/Anna 1 · message 3, Thu 26 Nov, 12:00/)
    const files = on.calls('sendDocument')
    await on.ada.press(texts('en').exportCards.file)
    expect(on.calls('sendDocument')).toBe(files + 1)
  })

  test.each(['new', 'old'] as const)('is changed beside what runs, and those on their way get the %s', async which => {
    const on = await stage({ at: AT })
    const { id, offers } = await run(on)
    await on.ada.walk(t.keys.change, '2')
    await on.ada.send('Changed words')
    expect(textOf(on, offers[0] ?? 0)).toContain('Hint 1')
    await on.ada.walk(t.keys.toSeries, t.keys.check)
    expect(on.ada.plain()).toContain('2 people on their way')
    const seen = places.apply.data({ id, all: 1, generation: seriesPrint(on.db, getOpen(on.db, id)) })
    // Somebody else throws it away and begins another: what was seen of this one says nothing of that.
    await on.db.group(() => {
      dropChange(on.db, id)
      beginChange(on.db, id, AT)
    })
    await on.ada.forge(seen)
    expect(newest(on).edition).toBe(1)
    await on.ada.walk(t.keys.toSeries, '2')
    await on.ada.send('Changed words')
    await on.ada.walk(t.keys.toSeries, t.keys.check)
    await on.ada.walk(which === 'new' ? t.keys.theNew : t.keys.theOld)
    expect(on.ada.text()).toContain(t.changed)
    expect(newest(on)).toMatchObject({ id, state: 'running', edition: 2, moving: which === 'new' ? 2 : null })
    expect(messagesOf(on).map(({ offerId }) => textOf(on, offerId))).toEqual([
      'Changed words',
      'Hint 2, {first_name|friend}',
    ])
    expect(on.refused()).toEqual([])
  })

  test('when it starts and ends is changed likewise, and to whom that applies is said', async () => {
    const on = await stage({ at: AT })
    const { id } = await run(on)
    await on.ada.walk(t.keys.change, t.keys.starts, t.keys.ordered, t.keys.any)
    expect(on.ada.plain()).toContain('Starts when: any order · once a person')
    expect(series(on, id).entry.on.kind).toBe('subscribed')
    await on.ada.walk(t.keys.ends, `☐ ${t.keys.exits.clicked}`, t.keys.toSeries, t.keys.check)
    const text = on.ada.plain()
    expect(text).toContain('From now on it starts when: any order · once a person. Whoever came in before stays in it.')
    expect(text).toContain(
      'From now on it ends when: ordered, opened a link, or stopped offers. Whoever finishes the old version',
    )
    await on.ada.walk(t.keys.theOld)
    expect(series(on, id)).toMatchObject({ edition: 2, entry: { on: { kind: 'ordered' } }, exit: { clicked: true } })
    expect(on.ada.plain()).toContain('Starts when: any order')
    expect(on.refused()).toEqual([])
  })

  test('its change is thrown away after a question, and it cannot be left without a message', async () => {
    const on = await stage({ at: AT })
    const { id } = await run(on)
    await on.ada.walk(t.keys.change, '2', t.keys.drop, t.keys.reallyDrop, '2', t.keys.drop)
    expect(on.ada.text()).toContain(t.lastOne)
    await on.ada.forge(places.open.data({ id }))
    await on.ada.walk(t.keys.changeGoOn, t.keys.asItWas, t.keys.throwAway)
    expect(newest(on).edition).toBe(1)
    expect(on.ada.labels()).toContain(t.keys.change)
  })
})
