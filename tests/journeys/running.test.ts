import { expect, test } from 'vitest'
import { findReport } from '../../src/reports/metrics.js'
import type { Person } from '../../src/sandbox/emulator/profile.js'
import { approveBroadcast } from '../support/campaign.js'
import { type Stage, stageProduct, until } from '../support/product.js'

/** Writes an offer to everyone and sends it now. @returns the broadcast's id */
async function sendNow(
  s: Stage,
  write: (person: Person) => unknown,
  ...rows: (() => Promise<void>)[]
): Promise<number> {
  const { ada } = s
  await ada.send('/new')
  if (ada.labels().includes('➕ Another one')) await ada.walk('Another one')
  await ada.walk('Message')
  await ada.does(write)
  await ada.walk('To whom', 'Everyone', 'Done')
  for (const row of rows) await row()
  await ada.walk('Check', 'Send now', 'Go at once')
  const [newest] = s.rows<{ id: number }>('select max(id) as id from broadcasts')
  return newest?.id ?? 0
}

const sent = (s: Stage, id: number) => s.count(`deliveries where broadcast_id = ? and state = 'sent'`, id)
const state = (s: Stage, id: number) =>
  s.rows<{ state: string }>('select state from broadcasts where id = ?', id)[0]?.state

test('Pause, Resume and Stop on the card of a running broadcast', async () => {
  const s = await stageProduct({ people: 200, config: { messagesPerSecond: 30 } })
  const { ada } = s
  const id = await sendNow(s, person => person.send('Hello {first_name}'))
  await ada.sees(' of 200')
  const card = ada.holding('Pause')
  await ada.press('So far', card)
  expect(ada.person.message(card).text).toContain('Preliminary: not everything is sent yet')
  await ada.press('Back', card)
  await ada.press('Pause', card)
  expect(ada.person.message(card).text).toContain('⏸ Paused')
  await until(() => s.count(`deliveries where state = 'sending'`) === 0, 'the last answers')
  const rest = sent(s, id)
  await s.restart()
  await ada.send('/broadcasts')
  await ada.walk('Hello')
  expect(ada.text()).toContain('⏸ Paused')
  expect(sent(s, id), 'nothing leaves while it is paused, restart or not').toBe(rest)
  await ada.walk('Resume')
  await until(() => sent(s, id) >= rest + 10, 'it to go on')
  await ada.walk('Stop')
  expect(ada.text()).toMatch(/⛔ Stopped at \d+ of 200/)
  await ada.walk('Go on', 'Stop', 'End it', 'Back', 'End it', 'Yes, end it')
  await until(() => s.count(`deliveries where state = 'sending'`) === 0, 'the last answers')
  expect(state(s, id)).toBe('cancelled')
  const delivered = sent(s, id)
  const words = (await ada.sees(`Not sent, because it was ended: ${200 - delivered}`)).text
  expect(words).toContain(`Delivered ${delivered} of 200`)
  expect(words).toContain('Ended by hand')
  // Old buttons of the ended broadcast bring nothing back.
  for (const data of ['b.resume', 'b.pause', 'b.stop', 'b.end', 'b.resend'])
    await ada.forge(`${data}:${id.toString(36)}`, card).catch(() => null)
  expect(state(s, id)).toBe('cancelled')
  expect(await findReport(s.db(), id)).toMatchObject({ delivered, notSent: 200 - delivered, waiting: 0 })
  const got = s.emulator.accepted().filter(({ chat }) => chat <= 200)
  expect(new Set(got.map(({ chat }) => chat)).size).toBe(got.length)
})

test('two broadcasts share the pace, and each person gets each once', async () => {
  const s = await stageProduct({ people: 60, config: { messagesPerSecond: 60 } })
  const [one, two] = [approveBroadcast(s.db(), 60, s.clock.now()), approveBroadcast(s.db(), 60, s.clock.now())]
  await until(() => sent(s, one) > 5 && sent(s, two) > 5, 'both to run')
  expect([state(s, one), state(s, two)]).toEqual(['running', 'running'])
  await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'both to end')
  for (let id = 1; id <= 60; id++) expect(s.emulator.chat(id).filter(message => message.from.is_bot)).toHaveLength(2)
})

test('every kind of message arrives as it was sent, with links of each person’s own', async () => {
  const s = await stageProduct({ people: 2 })
  const { ada } = s
  const caption = {
    caption: 'See https://shop.example/all or the list',
    entities: [listLink('See https://shop.example/all or the list')],
  }
  const kinds: [string, (person: Person) => unknown][] = [
    ['text', person => person.send(caption.caption, { entities: caption.entities })],
    ['photo', person => person.sendPhoto(caption)],
    ['video', person => person.sendVideo(caption)],
    ['animation', person => person.sendAnimation(caption)],
    ['document', person => person.sendDocument(caption)],
    ['photo', person => person.sendPhoto()],
  ]
  for (const [kind, write] of kinds) {
    const id = await sendNow(s, write)
    await until(() => state(s, id) === 'finished', `${kind} to be sent`)
    const [mine, yours] = [1, 2].map(person => s.emulator.person(person).lastMessage())
    expect([kind, kind === 'text' ? mine?.text : mine?.[kind as 'photo']]).toEqual([kind, expect.anything()])
    const addresses = [mine, yours].map(message =>
      (message?.entities ?? message?.caption_entities ?? [])
        .filter(entity => entity.type === 'text_link')
        .map(entity => entity.url),
    )
    expect([kind, new Set(addresses.flat()).size]).toEqual([kind, addresses.flat().length])
    for (const [i, url] of (addresses[0] ?? []).entries()) {
      const answer = await s.get(url ?? '')
      expect(answer.headers.get('location')).toContain(['https://shop.example/all', 'https://shop.example/list'][i])
    }
    s.db().sql('update broadcasts set reported_at = coalesce(reported_at, 1)').run()
  }
  expect(s.refused()).toEqual([])
  expect(ada.text()).not.toBe('')
})

const listLink = (text: string) => ({
  type: 'text_link' as const,
  offset: text.indexOf('the list'),
  length: 'the list'.length,
  url: 'https://shop.example/list',
})
