import { type Api, createApi } from '../../src/crm/api.js'
import { createApiKey, type Scope } from '../../src/crm/api-key.js'
import type { Db } from '../../src/db/open.js'
import { createServiceIntake } from '../../src/delivery/service/intake.js'
import { createLog } from '../../src/log.js'
import { temporaryDb } from '../support/db.js'
import { openDoor } from './door.js'

/** When everything happens, ms UTC. */
export const AT = Date.UTC(2026, 10, 29, 12)

/** Somebody of the team, who is no subscriber. */
export const TEAM = 700_009

/** An answer with what its body says. */
export type Heard = { status: number; body: unknown; headers: Headers }

/** The web door with the API behind it, on a database of its own, and a key for everything. */
export async function openCrm(more: { db?: Db; limits?: { request: number }; clicks?: Record<string, number> } = {}) {
  const db = more.db ?? (await temporaryDb())
  const clock = { now: AT, monotonic: 0 }
  const faults: string[] = []
  const items: string[] = []
  const statuses: number[] = []
  const api: Api = createApi({
    db,
    log: createLog('error', line => faults.push(line)),
    publicUrl: 'https://links.example',
    now: () => clock.now,
    monotonic: () => clock.monotonic,
    zone: () => 'Europe/Riga',
    team: () => [TEAM],
    message: createServiceIntake({
      db,
      log: createLog('error', line => faults.push(line)),
      ownTargets: [],
      accepted: () => {},
    }),
    openClick: click => more.clicks?.[click] ?? null,
    counted: outcome => items.push(outcome),
  })
  const door = await openDoor({
    crm: { api: () => api, counted: status => statuses.push(status) },
    ...(more.limits === undefined ? {} : { limits: more.limits }),
  })
  const makeKey = (...scopes: Scope[]) => createApiKey(db, { name: 'Site', scopes, by: 7_001 }, AT)
  const key = makeKey('people', 'orders', 'messages', 'events')
  const send = async (path: string, init: RequestInit): Promise<Heard> => {
    const answer = await fetch(`${door.base}${path}`, init)
    const text = await answer.text()
    const isLines = answer.headers.get('content-type')?.includes('ndjson') === true
    const body: unknown = isLines
      ? text
          .trimEnd()
          .split('\n')
          .map(line => JSON.parse(line))
      : JSON.parse(text)
    return { status: answer.status, body, headers: answer.headers }
  }
  const headers = (type = 'application/json', shown = key.text) => ({
    authorization: `Bearer ${shown}`,
    'content-type': type,
  })
  return {
    ...{ db, api, door, clock, faults, items, statuses, key, makeKey, send, headers },
    /** Sends what JSON makes of it. */
    post: (path: string, value: unknown, shown = key.text) =>
      send(path, { method: 'POST', headers: headers('application/json', shown), body: JSON.stringify(value) }),
    /** Sends bytes as they are. */
    raw: (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
      send(path, { method: 'POST', headers: headers(type), body }),
  }
}
