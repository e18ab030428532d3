import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/clock.js'
import { getBroadcast, listBroadcasts } from '../../src/delivery/broadcast.js'
import { findChange } from '../../src/delivery/schedule/change.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { texts } from '../../src/text/index.js'
import { type Stage, stageProduct, until } from '../support/product.js'

const { delivery, offerCards, admin } = texts('en')
const { keys } = offerCards
const { buttons } = delivery

/** An offer for everyone, scheduled in two hours and a half; its card stands in Ada's chat. */
async function schedule(s: Stage, words = 'Autumn boots −20 %'): Promise<number> {
  const { ada } = s
  await ada.send('/new')
  if (ada.labels().includes(offerCards.another)) await ada.walk(offerCards.another)
  await ada.send(words)
  await ada.walk(keys.whom, admin.everyone, admin.done, keys.buttons)
  await ada.send('Boots - shop.example/boots')
  await ada.walk(keys.when)
  await ada.send('in 150 minutes')
  await ada.walk(keys.schedule)
  const [newest] = listBroadcasts(s.db(), { offset: 0, limit: 1 }).broadcasts
  return newest?.id ?? 0
}

/** What a picture holds of broadcasts, but for which presses are passed. */
const frozen = (picture: string) =>
  JSON.parse(picture).flatMap(([name, rows]: [string, Record<string, unknown>[]]) =>
    name === 'broadcasts' ? rows.map(({ generation: _presses, ...row }) => row) : [],
  )
const got = (s: Stage) => s.count(`deliveries where state = 'sent'`)
const crowdReads = (s: Stage, id: number) =>
  s.emulator
    .user({ id, firstName: `Person ${id}` })
    .messages()
    .findLast((message: Message) => message.from.is_bot)?.text

test('what is scheduled is changed in three taps, on hold meanwhile, and put back', async () => {
  const s = await stageProduct({ people: 3, config: { timeZone: 'UTC' } })
  const { ada, boris } = s
  const id = await schedule(s)
  const state = () => getBroadcast(s.db(), id)
  const { startsAt } = state()
  expect(ada.labels()).toEqual([buttons.change, buttons.test, buttons.now, buttons.cancel, buttons.list])

  // Three taps and a typed hour: the check says only what changed.
  await ada.walk(buttons.change)
  expect(ada.text()).toContain('on hold while open')
  expect(ada.labels()).toEqual([
    ...[keys.whom, keys.message, keys.buttons, keys.when, texts('en').codeCards.keys.more],
    ...[texts('en').versionCards.keys.door, keys.test, keys.check],
    keys.asItWas,
    texts('en').admin.back,
  ])
  expect(state()).toMatchObject({ state: 'paused', pauseReason: 'change', startsAt })
  await ada.walk(keys.when)
  await ada.send('in 3 hours')
  expect(ada.text().split('\n').slice(0, 1)).toEqual(['📋 What changes: Autumn boots −20 %'])
  expect(ada.text()).toContain('\nWhen: ')
  expect(ada.text()).toContain(offerCards.restAsApproved)
  expect(ada.text()).not.toContain('will get it')
  await ada.walk(keys.schedule)
  expect(state()).toMatchObject({ state: 'scheduled', pauseReason: null })
  expect(state().startsAt).toBeGreaterThan(startsAt + 25 * MINUTE)
  const later = state().startsAt

  // Message, buttons and audience in one change; then all of it as it was.
  const approved = s.picture()
  await ada.walk(buttons.change, keys.message)
  await ada.send('Autumn boots −5 %')
  await ada.walk(keys.buttons)
  await ada.send('Hats - shop.example/hats')
  await ada.walk(keys.check)
  expect(ada.text()).toContain('Was “−20”, now “−5”.')
  expect(ada.text()).toContain('Other buttons.')
  await ada.walk(keys.asItWas)
  expect(state()).toMatchObject({ state: 'scheduled', startsAt: later })
  expect(ada.labels()).toContain(buttons.change)
  expect(frozen(s.picture())).toEqual(frozen(approved))

  // A colleague goes on where Ada began; a restart in between keeps it on hold.
  await ada.walk(buttons.change)
  const draft = findChange(s.db(), id)?.offerId
  await s.restart()
  expect(state().pauseReason).toBe('change')
  await boris.send('/broadcasts')
  await boris.walk('Autumn boots', buttons.goOnChanging)
  expect(findChange(s.db(), id)?.offerId).toBe(draft)
  expect(ada.text()).toContain('Boris is working on it now')
  await boris.walk(keys.message)
  await boris.send('Autumn boots −10 %')
  await boris.walk(keys.check, keys.schedule)
  expect(state().state).toBe('scheduled')
  expect(await ada.press(keys.openHere)).toContain('cannot be changed any more')

  // It never leaves half-changed: half an hour without a tap it asks, at its hour it waits and asks.
  await boris.walk(buttons.change)
  s.passes(31 * MINUTE)
  await boris.sees('nobody has touched it since')
  s.passes(3 * HOUR)
  await boris.sees('It waits, because it is being changed.')
  expect(state()).toMatchObject({ state: 'paused', pauseReason: 'change' })
  expect(got(s)).toBe(0)
  await boris.walk(buttons.asItWas)
  expect(state(), 'its hour is over: it waits for a word').toMatchObject({ state: 'paused', pauseReason: 'admin' })
  await boris.walk(buttons.goOn)
  await until(() => got(s) === 3, 'everybody to have it')
  expect(crowdReads(s, 1)).toBe('Autumn boots −10 %')
  expect(s.count('broadcast_changes')).toBe(0)
  expect(s.refused()).toEqual([])
})

test('Cancel makes it a draft again; what is undone at once is not listed', async () => {
  const s = await stageProduct({ people: 3, config: { timeZone: 'UTC' } })
  const { ada } = s
  const listed = () => listBroadcasts(s.db(), { offset: 0, limit: 9 }).total
  const id = await schedule(s)
  const state = () => getBroadcast(s.db(), id)

  await ada.walk(buttons.cancel)
  expect(ada.text()).toBe('✖️ Autumn boots −20 % is cancelled. It is a draft again; nothing is lost.')
  expect([state().state, listed()]).toEqual(['cancelled', 0])
  await ada.walk(buttons.undo)
  expect([state().state, listed()]).toEqual(['scheduled', 1])

  s.passes(2 * MINUTE)
  await ada.walk(buttons.cancel, buttons.draft)
  expect(listed()).toBe(1)
  expect(ada.text()).toContain('📝 Autumn boots −20 % · draft')
  expect(ada.text()).toContain('4 Buttons — Boots')
  const card = ada.lastId()
  await ada.send('/broadcasts')
  await ada.press(keys.message, card)
  await ada.send('Winter boots')
  expect(await ada.forge(`b.uncancel:${id.toString(36)}`), 'it is another offer by now').toBe(delivery.notRestored)

  // Changed, then cancelled: the change is not lost.
  const again = await schedule(s, 'Spring boots')
  await ada.walk(buttons.change, keys.message)
  await ada.send('Spring boots −5 %')
  await ada.forge(`b.cancel:${again.toString(36)}`)
  expect(ada.labels()).not.toContain(buttons.undo)
  await ada.walk(buttons.draft)
  await ada.walk(keys.test)
  await ada.sees('Spring boots −5 %')

  // Sent now: asked once, and everybody has it.
  const now = await schedule(s, 'Summer boots')
  await ada.walk(buttons.test)
  await ada.sees('Summer boots')
  await ada.walk(buttons.now)
  expect(ada.text()).toContain('instead of')
  const stale = `b.now:${now.toString(36)}:${getBroadcast(s.db(), now).generation.toString(36)}`
  await ada.forge(`b.change:${now.toString(36)}`)
  await ada.walk(keys.asItWas)
  await ada.forge(stale)
  expect(getBroadcast(s.db(), now).state, 'asked before it was changed').toBe('scheduled')
  await ada.walk(buttons.now, buttons.reallyNow(3))
  await until(() => got(s) === 3, 'everybody to have it')
  expect(await ada.forge(`b.change:${now.toString(36)}`)).toBe(offerCards.begunAlready)
  expect(await ada.forge(`b.cancel:${now.toString(36)}`)).toBeNull()
  expect(crowdReads(s, 2)).toBe('Summer boots')
  expect(s.refused()).toEqual([])
})
