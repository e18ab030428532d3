import { describe, expect, test } from 'vitest'
import { CELLS } from '../../../../src/audience/rfm/cell.js'
import { campaigns as places } from '../../../../src/bot/admin/campaigns/addresses.js'
import { DAY } from '../../../../src/clock.js'
import { listCampaigns } from '../../../../src/delivery/campaign/campaign.js'
import { listMessages } from '../../../../src/delivery/campaign/message.js'
import { beginChange, dropChange } from '../../../../src/delivery/campaign/series/change.js'
import { getOpen } from '../../../../src/delivery/campaign/series/draft.js'
import { seriesPrint } from '../../../../src/delivery/campaign/series/print.js'
import { startSeries } from '../../../../src/delivery/campaign/series.js'
import { getOffer, listOffers } from '../../../../src/offers/offer.js'
import { findVariant, setContent } from '../../../../src/offers/variant.js'
import { texts } from '../../../../src/text/index.js'
import { draftSeries, enrol, startedSeries } from '../../../support/series.js'
import { ADMIN, type Stage, stage } from '../stage.js'
import { AT, knowEverything, messagesOf, newest, people, room, series, textOf } from './stage.js'

const { campaigns: t, readyCampaigns } = texts('en')

const welcome = `${readyCampaigns.marks.welcome} ${readyCampaigns.names.welcome}`

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
