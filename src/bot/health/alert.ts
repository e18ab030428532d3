import { GrammyError } from 'grammy'
import { z } from 'zod'
import { type Clock, MINUTE } from '../../clock.js'
import { describeError } from '../../log.js'
import { bytes, dateTime, duration, type Language, time, zoneName } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { concat, lines, type Rich } from '../../text/rich.js'
import { broadcasts } from '../admin/broadcasts/addresses.js'
import { listHeld } from '../admin/held.js'
import { saidWords } from '../admin/words/said.js'
import { type Card, cardOptions, type Key, key } from '../card.js'
import type { HearingState } from '../reception/hearing.js'
import { findRestored } from '../settings/restored.js'
import { findSetting, saveSetting } from '../settings.js'
import type { Works } from '../works.js'
import type { LinksState } from './links.js'

/** One failed look may be a hiccup. */
const LINKS_MS = MINUTE
const REST_MS = 5 * MINUTE
const LATE_MS = 5 * MINUTE
const LOOK_AT_DISK_MS = MINUTE
const TOLD = 'alerts_told'
const toldSchema = z.record(z.string(), z.array(z.int()))

/** Tells the owners, with sound, of what goes no further without a human. */
export type Alerts = {
  /** Looks, and tells whom it must; call it every few seconds. @param at ms UTC */
  run(at: number): Promise<void>
  close(): void
}

/** What it works with. `owners`: Telegram ids of all owners; `languageFor`: the language an admin reads. */
export type AlertDeps = Pick<Works, 'db' | 'log' | 'api' | 'zone' | 'publicUrl' | 'pace'> &
  Pick<Works, 'links' | 'room'> & {
    clock: Clock
    hearing: () => HearingState
    owners: () => readonly number[]
    languageFor: (adminId: number) => Language
  }

/** Something that happens now; the same key for as long as it goes on. */
type Happening = {
  key: string
  say: (language: Language) => Rich
  /** Said silently when it is over. */
  over?: (language: Language) => string
  button?: (language: Language) => Key
  /** Is told already, by the card of the broadcast. */
  except?: number
}

/** Everything that happens, and the keys of what nobody can tell at present: it may go on. */
type Look = { happenings: Happening[]; unsure: string[] }

/**
 * Creates it. Every happening is told once to each owner, restarts or not, and forgotten when it is over, so that the
 * next one is news again. An owner who does not let the bot write counts as told.
 */
export function createAlerts(deps: AlertDeps): Alerts {
  const { db, log, api, clock, pace, zone, publicUrl, owners, languageFor } = deps
  /** Since when this process has seen that they should have begun, monotonic ms. */
  let due = new Map<number, number>()
  /** What the file could not be told; it holds for this process at least. */
  let told = findSetting(db, TOLD, toldSchema) ?? {}
  let disk = { low: false, free: 0, at: Number.NEGATIVE_INFINITY }
  const unauthorized = new Set<number>()
  let closed = false

  const links: Pick<Happening, 'key' | 'over'> = { key: 'links', over: language => texts(language).alerts.linksOver }
  const room: Pick<Happening, 'key' | 'over'> = { key: 'disk', over: language => texts(language).alerts.diskOver }
  const unheard: Pick<Happening, 'key' | 'over'> = {
    key: 'unheard',
    over: language => texts(language).alerts.unheardOver,
  }
  const endings = [links, room, unheard]

  function restored(): Happening[] {
    if (findRestored(db) === null) return []
    return [{ key: 'restored', say: language => concat([texts(language).alerts.restored]) }]
  }

  async function look(at: number): Promise<Look> {
    const happenings = [
      ...restored(),
      ...peopleUnheard(),
      ...linksShut(at),
      ...telegramRests(at),
      ...broadcastsHeld(),
      ...broadcastsLate(at),
    ]
    if (await diskLow()) happenings.push({ ...room, say: lang => texts(lang).alerts.disk(bytes(disk.free, lang)) })
    return { happenings, unsure: deps.links().kind === 'unknown' ? ['links'] : [] }
  }

  function linksShut(at: number): Happening[] {
    const state = deps.links()
    if (state.kind !== 'shut' || (at - state.since < LINKS_MS && told[links.key] === undefined)) return []
    return [{ ...links, say: language => saidLinks(publicUrl, state, language) }]
  }

  function peopleUnheard(): Happening[] {
    const state = deps.hearing()
    if (state.kind === 'heard') return []
    return [{ ...unheard, say: language => texts(language).alerts.unheard(state.why) }]
  }

  function telegramRests(at: number): Happening[] {
    const rest = pace.rest()
    if (rest === null || rest.for <= REST_MS || rest.until <= at) return []
    const words = (language: Language) => [duration(rest.for, language), time(rest.until, zone())] as const
    return [{ key: 'rest', say: language => texts(language).alerts.rest(...words(language)) }]
  }

  function broadcastsHeld(): Happening[] {
    return listHeld(db).flatMap(({ id, name, reason, createdBy }) => {
      // Without a token nobody can be told; the log is all there is.
      if (reason === 'unauthorized') {
        if (!unauthorized.has(id)) log.error({ broadcast: id }, 'stopped: Telegram does not accept BOT_TOKEN any more')
        unauthorized.add(id)
        return []
      }
      const why = (language: Language) => texts(language).home.heldBecause[reason]
      return [
        {
          key: `held:${id}:${reason}`,
          say: language => texts(language).alerts.held(name, why(language)),
          button: openKey(id),
          except: createdBy,
        },
      ]
    })
  }

  /** What this process has seen due for some minutes, and has not begun. */
  function broadcastsLate(at: number): Happening[] {
    const rows = db
      .sql<{ id: number; name: string; startsAt: number }>(
        `select b.id, o.name, b.starts_at as startsAt from broadcasts b join offers o on o.id = b.offer_id
         where b.state in ('scheduled', 'planning') and b.starts_at <= ? order by b.starts_at`,
      )
      .all(at)
    const now = clock.monotonic()
    due = new Map(rows.map(({ id }) => [id, due.get(id) ?? now]))
    return rows
      .filter(({ id }) => now - (due.get(id) ?? now) >= LATE_MS)
      .map(({ id, name, startsAt }) => ({
        key: `late:${id}`,
        say: language => texts(language).alerts.late(name, moment(startsAt, at, language)),
        button: openKey(id),
      }))
  }

  function moment(when: number, at: number, language: Language): string {
    return `${dateTime(when, zone(), language, at)} ${zoneName(zone(), language)}`
  }

  async function diskLow(): Promise<boolean> {
    if (clock.monotonic() - disk.at >= LOOK_AT_DISK_MS) disk = { ...(await deps.room()), at: clock.monotonic() }
    return disk.low
  }

  /** Tells one owner. @returns false when it has to be tried again */
  async function tell(owner: number, card: Card, silent: boolean): Promise<boolean> {
    try {
      await api.sendMessage(owner, card.text.text, { ...cardOptions(card), disable_notification: silent })
      return true
    } catch (error) {
      const never = error instanceof GrammyError && [400, 403].includes(error.error_code)
      log.warn({ owner, error: describeError(error) }, never ? 'an owner cannot be written to' : 'an alert has to wait')
      return never
    }
  }

  async function alert({ key: name, say, button, except }: Happening): Promise<void> {
    for (const owner of owners()) {
      if (closed) return
      if (owner === except || told[name]?.includes(owner)) continue
      const language = languageFor(owner)
      const card = { text: say(language), keyboard: button === undefined ? [] : [[button(language)]] }
      if (!(await tell(owner, card, false))) continue
      await remember({ ...told, [name]: [...(told[name] ?? []), owner] })
    }
  }

  /** It is over: those who were told hear so, if there is something to be said. */
  async function end(name: string): Promise<void> {
    const { [name]: whom = [], ...others } = told
    await remember(others)
    const words = endings.find(ending => ending.key === name)?.over
    if (words === undefined) return
    for (const owner of whom) {
      if (!closed) await tell(owner, { text: concat([words(languageFor(owner))]), keyboard: [] }, true)
    }
  }

  async function remember(next: Record<string, number[]>): Promise<void> {
    told = next
    await db
      .group(() => saveSetting(db, TOLD, toldSchema, next))
      .catch(error => log.error({ error: describeError(error) }, 'what the owners were told could not be written down'))
  }

  return {
    async run(at) {
      if (closed) return
      const { happenings, unsure } = await look(at)
      const goesOn = new Set([...happenings.map(happening => happening.key), ...unsure])
      for (const name of Object.keys(told)) if (!goesOn.has(name)) await end(name)
      for (const happening of happenings) await alert(happening)
    },
    close() {
      closed = true
    },
  }
}

function saidLinks(publicUrl: string, { why, said }: LinksState & { kind: 'shut' }, language: Language): Rich {
  const words = texts(language).alerts.links(publicUrl, why === 'silent')
  return said === undefined ? words : lines([words, saidWords(said, language)])
}

function openKey(id: number): (language: Language) => Key {
  return language => key(texts(language).alerts.open, broadcasts.open, { id })
}
