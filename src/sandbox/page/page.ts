import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { describeError } from '../../log.js'
import type { Person, Profile } from '../emulator/profile.js'
import { readBody } from '../emulator/server.js'
import type { Event } from '../emulator/truth.js'
import type { World } from '../emulator/world.js'
import { actSchema, perform, type Reach } from './act.js'
import { serveAsset, serveFile } from './asset.js'
import type { Hello, Status } from './protocol.js'
import { createRoster } from './roster.js'
import { createStreams } from './stream.js'

/** Something a visitor may try. Its words are shown as they are, so they come in the visitor's language. */
export type Suggestion = { label: string; description: string; run: () => unknown }

/** The messenger in the browser, as those see it who run an emulator: `emulator.page`. */
export type Page = {
  /** Who sits in the left pane; null lets the visitor choose. */
  setMarketer(personId: number | null): void
  /** Brings a person into the right pane of every page; on a phone their pane, or the marketer's, comes to the front. */
  pick(personId: number): void
  /** Shows these as buttons above the panes, instead of those before; an empty list takes them away. */
  suggest(suggestions: readonly Suggestion[]): void
  /** One line above the panes saying what happens now; null takes it away. */
  setCaption(text: string | null): void
  /** Adds links opened elsewhere (by simulated people) to the clicks that are shown. */
  addClicks(count: number): void
  /** True once a visitor has done something as one of the people. */
  visited(): boolean
}

export type PageDeps = {
  world: World
  person(id: number): Person
  user(profile: Profile): Person
  marketer: number | null
}

/** Answers what belongs to the page; false: something else was asked for. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

const FIRST_GUEST = 500_001
const MOST_LISTED = 60
const SHOWN_MESSAGES = 150
const MOST_SHOWN = 3_000

/** Makes the page at `/`: a marketer's and a subscriber's messenger, live. */
export function createPage(deps: PageDeps): { page: Page; handle: PageHandler } {
  const { world } = deps
  const roster = createRoster(world)
  const deliveredTo = new Map<number, number>()
  let { marketer } = deps
  let picked: number | null = null
  let front: Hello['front'] = 'marketer'
  let suggestions: readonly Suggestion[] = []
  let caption: string | null = null
  let rest: Status['rest'] = null
  let delivered = 0
  let presses = 0
  let clicks = 0
  let visited = false

  const status = (): Status => ({
    delivered: delivered - (marketer === null ? 0 : (deliveredTo.get(marketer) ?? 0)),
    presses,
    clicks,
    people: world.store.accounts.size,
    rest,
    caption,
    suggestions: suggestions.map(({ label, description }, i) => ({ n: i + 1, label, description })),
    now: world.clock.now(),
  })
  const streams = createStreams(world, status)

  const note = (event: Event) => {
    if (event.kind === 'message') {
      const { chat } = event.accepted
      delivered += 1
      deliveredTo.set(chat, (deliveredTo.get(chat) ?? 0) + 1)
    }
    if (event.kind === 'update' && 'callback_query' in event.update) presses += 1
    if (event.kind === 'call') {
      const { code, description, at, method, chat } = event.call
      if (code === 429) {
        const seconds = Number(/retry after (\d+)/.exec(description ?? '')?.[1] ?? 1)
        rest = { seconds, until: at + seconds * 1_000 }
      }
      if (method === 'sendChatAction' && code === 200 && chat !== null) streams.tell('typing', { chat }, chat)
    }
    streams.touch()
  }
  world.truth.watch(note)

  const reach: Reach = {
    person: deps.person,
    join(profile) {
      let id = FIRST_GUEST
      while (world.store.accounts.has(id)) id += 1
      return deps.user({ id, ...profile })
    },
    read: roster.read,
    clicked() {
      clicks += 1
    },
    try(n) {
      const chosen = suggestions[n - 1]
      if (chosen === undefined) throw new Error(`there is no suggestion ${n}`)
      const failed = (error: unknown) => world.log.error({ error: describeError(error) }, 'a suggestion failed')
      void Promise.resolve().then(chosen.run).catch(failed)
    },
  }

  const greet = (url: URL): { hello: Hello; limit: number } => {
    const asked = (name: string) => {
      const id = Number(url.searchParams.get(name) ?? 'x')
      return world.store.accounts.has(id) ? id : null
    }
    const left = marketer ?? asked('left')
    const right = asked('right') ?? picked ?? roster.anybody(left)
    const limit = Number(url.searchParams.get('limit') ?? SHOWN_MESSAGES)
    return {
      hello: { bot: world.bot, marketer, left, right, front },
      limit: Math.max(1, Math.min(MOST_SHOWN, limit || 1)),
    }
  }

  const get = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (url.pathname === '/page/events') {
      const { hello, limit } = greet(url)
      streams.open(response, hello, limit)
      return true
    }
    if (url.pathname === '/page/people') {
      reply(response, 200, roster.list(url.searchParams.get('q') ?? '', MOST_LISTED, marketer))
      return true
    }
    if (url.pathname.startsWith('/page/file/')) {
      return serveFile(world, response, url.pathname.slice('/page/file/'.length), request.headers.range)
    }
    return serveAsset(response, url.pathname)
  }

  const post = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    // A type that no other site's page can send without being asked first keeps others from acting here.
    if (request.headers['content-type'] !== 'application/json') {
      request.resume()
      reply(response, 415, { error: 'only application/json' })
      return true
    }
    const body = await readBody(request)
    if (body === null) return true
    try {
      const act = actSchema.parse(JSON.parse(body.toString('utf8')))
      visited ||= act.act !== 'read' && act.act !== 'try'
      reply(response, 200, { result: await perform(act, reach) })
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : ''
      reply(response, 400, { error: why })
    }
    streams.touch()
    return true
  }

  return {
    page: {
      setMarketer(personId) {
        marketer = personId
        streams.renew()
      },
      pick(personId) {
        front = personId === marketer ? 'marketer' : 'subscriber'
        if (front === 'subscriber') picked = personId
        streams.tell('pick', { person: personId })
      },
      suggest(next) {
        suggestions = next
        streams.touch()
      },
      setCaption(text) {
        caption = text
        streams.touch()
      },
      addClicks(count) {
        clicks += count
        streams.touch()
      },
      visited: () => visited,
    },
    async handle(request, response, url) {
      if (request.method === 'GET') return get(request, response, url)
      return request.method === 'POST' && url.pathname === '/page/act' ? post(request, response) : false
    },
  }
}

function reply(response: ServerResponse, code: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(code, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}
