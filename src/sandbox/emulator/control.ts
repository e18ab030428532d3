import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Driven } from './driven.js'
import { faultSchema } from './faults.js'
import type { Person } from './profile.js'
import { readBody } from './server.js'

const rate = z.strictObject({
  perSecond: z.number().positive(),
  burst: z.number().min(1),
  pause: z.number().min(0),
})

const limitsBody = z.strictObject({
  limits: z
    .strictObject({
      bot: rate.nullable(),
      chat: rate.nullable(),
      group: rate.nullable().optional(),
      longest: z.number().positive(),
    })
    .nullable(),
})

const latencyBody = z.strictObject({
  latency: z.strictObject({ min: z.number().min(0), max: z.number().min(0) }).nullable(),
})

const profile = z.strictObject({
  id: z.int().positive(),
  firstName: z.string(),
  lastName: z.string().nullable().optional(),
  username: z.string().nullable().optional(),
  language: z.string().nullable().optional(),
  premium: z.boolean().optional(),
})

const usersBody = z.strictObject({ users: z.array(profile), start: z.union([z.boolean(), z.string()]).optional() })

const who = { user: z.int() }
const what = { message: z.int() }
const limitMs = z.number().positive().optional()

const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('start'), ...who, payload: z.string().optional() }),
  z.strictObject({ act: z.literal('send'), ...who, text: z.string(), replyTo: z.int().optional() }),
  z.strictObject({ act: z.literal('photo'), ...who, caption: z.string().optional() }),
  z.strictObject({ act: z.literal('sticker'), ...who }),
  z.strictObject({ act: z.literal('press'), ...who, ...what, button: z.string(), limitMs }),
  z.strictObject({ act: z.literal('forge'), ...who, ...what, data: z.string(), limitMs }),
  z.strictObject({ act: z.literal('address'), ...who, ...what, label: z.string() }),
  z.strictObject({ act: z.literal('react'), ...who, ...what, emoji: z.string().nullable() }),
  z.strictObject({ act: z.literal('vote'), ...who, ...what, options: z.array(z.int()) }),
  z.strictObject({ act: z.literal('block'), ...who }),
  z.strictObject({ act: z.literal('unblock'), ...who }),
  z.strictObject({ act: z.literal('deactivate'), ...who }),
])

const actsBody = z.strictObject({ acts: z.array(actSchema) })

type Act = z.infer<typeof actSchema>

type Route = (emulator: Driven, body: unknown, url: URL) => unknown

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /control/health': () => ({ ok: true }),
  'POST /control/users': (emulator, body) => {
    const { users, start } = usersBody.parse(body)
    for (const one of users) {
      const person = emulator.user(one)
      if (start !== undefined && start !== false) person.start(start === true ? undefined : start)
    }
    return { users: users.length }
  },
  'POST /control/acts': async (emulator, body) => {
    const { acts } = actsBody.parse(body)
    return { results: await Promise.all(acts.map(one => perform(emulator.person(one.user), one))) }
  },
  'POST /control/faults': (emulator, body) => ({ id: emulator.fault(faultSchema.parse(body)).id }),
  'DELETE /control/faults': (emulator, _body, url) => {
    const id = url.searchParams.get('id')
    emulator.clearFaults(id === null ? undefined : Number(id))
    return {}
  },
  'PUT /control/limits': (emulator, body) => {
    emulator.setLimits(limitsBody.parse(body).limits)
    return {}
  },
  'PUT /control/latency': (emulator, body) => {
    emulator.setLatency(latencyBody.parse(body).latency)
    return {}
  },
  'GET /control/counts': emulator => ({ ...emulator.counts(), pendingUpdates: emulator.pendingUpdates() }),
  'GET /control/accepted': (emulator, _body, url) => {
    const since = Number(url.searchParams.get('since') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 10_000)
    return { accepted: emulator.accepted(since).slice(0, limit), total: emulator.accepted().length }
  },
  'GET /control/changes': emulator => ({ changes: emulator.changes() }),
  'GET /control/answers': emulator => ({ answers: emulator.answers() }),
  'GET /control/calls': emulator => ({ calls: emulator.calls() }),
  'GET /control/chats': emulator => {
    const accepted = new Map<number, number>()
    for (const { chat } of emulator.accepted()) accepted.set(chat, (accepted.get(chat) ?? 0) + 1)
    const chats = emulator.people().map(person => ({
      id: person.id,
      state: person.state(),
      messages: person.messages().length,
      accepted: accepted.get(person.id) ?? 0,
    }))
    return { chats }
  },
  'GET /control/chat': (emulator, _body, url) => ({ messages: emulator.chat(Number(url.searchParams.get('user'))) }),
}

/**
 * Serves `/control/*` in JSON, for a parent that runs the emulator as a process of its own.
 * - `GET health` → `{ ok }`
 * - `POST users` `{ users: Profile[], start?: true | payload }` → `{ users }`
 * - `POST acts` `{ acts: [{ act: 'start' | 'send' | 'photo' | 'sticker' | 'press' | 'forge' | 'address' | 'react' |
 *   'vote' | 'block' | 'unblock' | 'deactivate', user, … }] }`, done at once in this order → `{ results }`: the message made, the
 *   answer to a press, an address, or null; `{ error }` for one an app would not let the person do
 * - `POST faults` FaultOptions → `{ id }`; `DELETE faults[?id=]` ends one or all
 * - `PUT limits` `{ limits: Limits | null }`; `PUT latency` `{ latency: { min, max } | null }`
 * - `GET counts` → sums and `pendingUpdates`; `GET accepted?since=&limit=` → `{ accepted, total }`;
 *   `GET changes`, `GET answers`, `GET calls`
 * - `GET chats` → `{ chats: [{ id, state, messages, accepted }] }`; `GET chat?user=` → `{ messages }`
 *
 * Bad bodies are answered 400 with `{ error }`.
 */
export function createControl(emulator: Driven) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (!url.pathname.startsWith('/control/')) return false
    const route = ROUTES[`${request.method} ${url.pathname}`]
    const body = await readBody(request)
    if (body === null) return true
    if (route === undefined) {
      reply(response, 404, { error: 'no such control' })
      return true
    }
    try {
      const parsed: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
      reply(response, 200, await route(emulator, parsed, url))
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
      reply(response, 400, { error: why })
    }
    return true
  }
}

async function perform(person: Person, act: Act): Promise<unknown> {
  try {
    return (await carryOut(person, act)) ?? null
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function carryOut(person: Person, act: Act): unknown {
  switch (act.act) {
    case 'start':
      return person.start(act.payload)
    case 'send':
      return person.send(act.text, act.replyTo === undefined ? {} : { replyTo: act.replyTo })
    case 'photo':
      return person.sendPhoto(act.caption === undefined ? {} : { caption: act.caption })
    case 'sticker':
      return person.sendSticker()
    case 'press':
      return person.press(act.message, act.button, act.limitMs)
    case 'forge':
      return person.forge(act.message, act.data, act.limitMs)
    case 'address':
      return person.addressOf(act.message, act.label)
    case 'react':
      return person.react(act.message, act.emoji)
    case 'vote':
      return person.vote(act.message, act.options)
    case 'block':
      return person.block()
    case 'unblock':
      return person.unblock()
    case 'deactivate':
      return person.deactivate()
  }
}

function reply(response: ServerResponse, code: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}
