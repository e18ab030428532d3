import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Update } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { openLocally } from '../../src/sandbox/people/browser.js'
import { inventPerson } from '../../src/sandbox/people/names.js'
import { createPeople, linksOf, type People } from '../../src/sandbox/people/people.js'
import { PREVIEW_AGENT, previewAddress, SCANNER_AGENT } from '../../src/sandbox/people/robots.js'
import { type Bench, createBench } from './bench.js'

/** A bot that counts for itself: offers with a 🔕 that opens Stop, Pause and Back. */
type Counter = { seen: Map<string, Set<number>>; sources: Map<number, string>; run: Promise<void>; stop(): void }

const OFFER = [[{ text: 'Choose', url: '' }], [{ text: '🔕', callback_data: 'q' }]]
const QUIET = [
  [
    { text: 'Не присылать', callback_data: 's' },
    { text: 'Пауза 30 дней', callback_data: 'p' },
  ],
  [{ text: '← Назад', callback_data: 'b' }],
]

function createCounter(bench: Bench): Counter {
  const seen = new Map<string, Set<number>>()
  const sources = new Map<number, string>()
  let over = false
  const add = (what: string, person: number) => seen.set(what, (seen.get(what) ?? new Set()).add(person))
  const handle = async (update: Update) => {
    const query = update.callback_query
    if (query?.data !== undefined) {
      add(query.data, query.from.id)
      const inline_keyboard = query.data === 'q' ? QUIET : [[{ text: '🔕', callback_data: 'q' }]]
      await bench.api.editMessageReplyMarkup(query.from.id, query.message?.message_id ?? 0, {
        reply_markup: { inline_keyboard },
      })
      await bench.api.answerCallbackQuery(query.id)
    }
    if (update.message_reaction !== undefined) add('reaction', update.message_reaction.chat.id)
    if (update.my_chat_member?.new_chat_member.status === 'kicked') add('kicked', update.my_chat_member.from.id)
    const text = update.message?.text
    if (update.message === undefined || text === undefined) return
    const { id } = update.message.from
    if (text.startsWith('/start')) sources.set(id, text.slice('/start '.length))
    else add(/^(stop|unsubscribe|стоп|отписаться)$/i.test(text) ? 'word' : 'reply', id)
  }
  const run = async () => {
    let offset = 0
    while (!over) {
      const ask = {
        offset,
        timeout: 20,
        allowed_updates: ['message', 'callback_query', 'my_chat_member', 'message_reaction'] as const,
      }
      const updates = await bench.api.getUpdates(ask)
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
      await Promise.all(updates.map(handle))
    }
  }
  return {
    seen,
    sources,
    run: run(),
    stop() {
      over = true
      // Anything at all ends the poll under way.
      bench.anna.send('done')
    },
  }
}

describe('simulated people', () => {
  let bench: Bench
  let site: Server
  let people: People
  let visits: { path: string; agent: string; method: string }[]
  beforeEach(async () => {
    bench = await createBench()
    visits = []
    site = createServer((request, response) => {
      const { url = '', method = '', headers } = request
      visits.push({ path: url, method, agent: headers['user-agent'] ?? '' })
      const shop = url.startsWith('/shop')
      response.writeHead(shop ? 200 : 302, shop ? {} : { location: '/shop' }).end()
    })
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    await people.close()
    await bench.emulator.close()
    site.closeAllConnections()
    site.close()
  })
  const origin = () => {
    const at: AddressInfo | string | null = site.address()
    return typeof at === 'object' && at !== null ? `http://127.0.0.1:${at.port}` : ''
  }

  test('do what they do, and their own count agrees with the bot’s', async () => {
    const counter = createCounter(bench)
    people = createPeople({ emulator: bench.emulator, count: 150, seed: 3, delay: { min: 0, max: 40 } })
    await people.join(10_000)
    await bench.emulator.waitFor(() => counter.sources.size === 151)
    for (const [id, source] of people.sources) expect(counter.sources.get(id)).toBe(source ?? '')
    for (const { id } of people.persons) {
      const [[button] = [], ...rest] = OFFER
      const inline_keyboard = [[{ text: button?.text ?? '', url: `${origin()}/r/${id}` }], ...rest]
      await bench.api.raw.sendMessage({
        chat_id: id,
        text: `Offer, see ${origin()}/text/${id}`,
        reply_markup: { inline_keyboard },
      })
    }
    await people.settled()
    await bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)
    const totals = people.totals()
    const by = (what: string) => counter.seen.get(what)?.size ?? 0
    expect(totals).toMatchObject({ reached: 150, offers: 150, failed: 0, previews: 150 })
    expect(totals.stopped).toBe(by('s'))
    expect(totals.paused).toBe(by('p'))
    expect(totals.lookedAtStop).toBe(by('b'))
    expect(totals.stopped + totals.paused + totals.lookedAtStop).toBe(by('q'))
    expect(totals.reacted).toBe(by('reaction'))
    expect(totals.replied).toBe(by('reply'))
    expect(totals.stopWords).toBe(by('word'))
    expect(totals.blocked).toBe(by('kicked'))
    for (const count of [totals.stopped, totals.reacted, totals.replied, totals.blocked, totals.scans]) {
      expect(count).toBeGreaterThan(0)
    }
    const links = visits.filter(visit => !visit.path.startsWith('/shop'))
    expect(links.filter(visit => visit.agent === PREVIEW_AGENT)).toHaveLength(totals.previews)
    expect(links.filter(visit => visit.method === 'HEAD' && visit.agent === SCANNER_AGENT)).toHaveLength(totals.scans)
    const human = links.filter(visit => visit.agent.startsWith('Mozilla/5.0') && visit.agent !== SCANNER_AGENT)
    expect(human).toHaveLength(totals.clicks)
    expect(visits.filter(visit => visit.path === '/shop')).toHaveLength(totals.clicks)
    expect(new Set(human.map(visit => visit.path.split('/').at(-1))).size).toBe(totals.peopleClicked)
    expect(totals.seen + totals.there).toBeLessThanOrEqual(150)
    expect(people.totals(chat => chat === people.persons[0]?.id).offers).toBe(1)
    counter.stop()
    await counter.run
  })

  test('leave alone what is no offer', async () => {
    people = createPeople({ emulator: bench.emulator, count: 3, delay: { min: 0, max: 0 } })
    await people.join()
    for (const { id } of people.persons) await bench.api.sendMessage(id, 'Welcome')
    await people.settled()
    expect(people.totals().offers).toBe(0)
    expect(people.acts()).toEqual([])
  })
})

test('the same seed invents the same people', () => {
  const invent = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 50 }, (_none, i) => inventPerson(i + 1, 'mixed', random))
  }
  expect(invent(5)).toEqual(invent(5))
  expect(invent(5)).not.toEqual(invent(6))
})

const base: Message = {
  message_id: 1,
  date: 0,
  chat: { id: 1, type: 'private', first_name: 'A' },
  from: { id: 2, is_bot: true, first_name: 'B' },
}

const link = { type: 'text_link', offset: 0, length: 2, url: 'https://a.example/1' }

test.each([
  ['the first link', { text: 'go', entities: [link] }, 'https://a.example/1'],
  [
    'what the options name',
    { text: 'go', entities: [link], link_preview_options: { url: 'https://b.example' } },
    'https://b.example',
  ],
  ['nothing when disabled', { text: 'go', entities: [link], link_preview_options: { is_disabled: true } }, null],
  ['nothing for a caption', { caption: 'go', caption_entities: [link] }, null],
  ['nothing for a bare domain', { text: 'a.example', entities: [{ type: 'url', offset: 0, length: 9 }] }, null],
])('a preview is made of %s', (_name, content, address) => {
  expect(previewAddress({ ...base, ...content })).toBe(address)
})

test('links of an offer are its buttons, then those in its text', () => {
  const reply_markup = {
    inline_keyboard: [
      [
        { text: 'x', callback_data: 'x' },
        { text: 'Go', url: 'https://b.example' },
      ],
    ],
  }
  expect(linksOf({ ...base, text: 'go', entities: [link], reply_markup })).toEqual([
    { url: 'https://b.example', button: 0 },
    { url: 'https://a.example/1', button: null },
  ])
})

test('nobody outside this machine is ever visited', async () => {
  // Whoever listens at every address is reached by that of no machine as well, but not by us.
  let visits = 0
  const anybody = createServer((_, response) => response.end(String(++visits))).listen(0, '0.0.0.0')
  onTestFinished(() => void anybody.close())
  await once(anybody, 'listening')
  const address = anybody.address()
  const at = (host: string) => `http://${host}:${typeof address === 'object' ? address?.port : ''}/`
  const how = { method: 'GET', agent: 'x' } as const
  expect([await openLocally(at('0.0.0.0'), how), visits]).toEqual([{ status: null, location: null }, 0])
  expect([(await openLocally(at('127.0.0.1'), how)).status, visits]).toEqual([200, 1])
  for (const url of ['https://example.com/', 'http://10.0.0.1/', 'http://127.0.0.1.example.com/', 'nonsense']) {
    expect(await openLocally(url, { method: 'GET', agent: 'x' })).toEqual({ status: null, location: null })
  }
})
