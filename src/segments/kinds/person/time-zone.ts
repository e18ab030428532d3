import { z } from 'zod'
import { findZone, namesOfZone, properZone, zonesAhead } from '../../../audience/place/zone-name.js'
import { type Language, zoneName } from '../../../text/format.js'
import { among, sql } from '../../compile/sql.js'
import { listPhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, pick, take } from '../../read/cursor.js'
import { saysHas, sharedKnown, takeKnown, takeNegation } from '../../read/fields/field.js'
import { wordsOf } from '../../read/lexicon.js'
import { startsWith } from '../../read/starter.js'
import { failAt, raw, readValues } from '../../read/value.js'
import { nominatives } from '../../read/words/inflect.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { factOf } from './known.js'

const AHEAD = /^UTC(?:([+-])(\d{1,2})(?::([0-5]\d))?)?$/

const schema = z.strictObject({
  leaf: z.literal('timeZone'),
  zones: z
    .array(
      z
        .string()
        .max(64)
        .refine(zone => AHEAD.test(zone) || properZone(zone) !== null, 'no such time zone'),
    )
    .min(1)
    .max(100),
})

/**
 * In which time zone they are, as far as their location told it: a zone by any of its names, former ones too, or
 * (`UTC+3`) every zone whose clocks are so far ahead at the evaluation.
 */
export type InZone = z.infer<typeof schema>

const SUBJECT = { en: 'time zone', ru: 'часовой пояс' }
const BEGINS = {
  timeZone: {
    en: ['time zone', 'timezone', 'in time zone', 'in the time zone', 'in timezone', 'time zones', 'their time zone'],
    ru: [
      ...['часовой пояс', 'часовые пояса', 'в часовом поясе', 'часового пояса', 'из часового пояса', 'таймзона'],
      ...['в часовых поясах', 'живут в часовом поясе'],
    ],
  },
}

export const timeZone: Kind<InZone> = {
  name: 'timeZone',
  schema,
  sql({ zones }, context) {
    const names = zones.flatMap(zone => {
      const ahead = minutesAhead(zone)
      return ahead === null ? namesOfZone(zone) : zonesAhead(ahead, context.at)
    })
    return sql`(s.time_zone is not null and s.time_zone in ${among(names)})`
  },
  not: OR_UNKNOWN,
  plain: leaf => ({ ...leaf, zones: [...new Set(leaf.zones.map(plainZone))] }),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readZones(c)),
  bare: c => [...ahead(c), ...zoneFirst(c)],
  say: ({ zones }, phrasing) =>
    phrasing.words.is(
      SUBJECT[phrasing.language],
      listPhrase(
        zones.map(zone => saidOf(zone, phrasing.language)),
        phrasing,
      ),
    ),
  builder: {
    entries: [
      {
        ...{ name: 'timeZone', number: 80, menu: 'person', label: { en: '🕰 Time zone', ru: '🕰 Часовой пояс' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'In which time zone are they? Tick one or more. It is known of who shared their location.',
          ru: 'В каком они часовом поясе? Отметьте один или несколько. Он известен у тех, кто поделился геопозицией.',
        },
        says: (_leaf, zones) => ({ leaf: 'timeZone', zones: zones.map(plainZone) }),
        of: leaf => leaf.zones,
      },
      known: { says: (_leaf, known) => factOf('timeZone', known) },
    },
    shown: () => ['values', 'known'],
  },
}

/** How many minutes ahead of UTC such clocks are; null for a zone by its name. */
function minutesAhead(zone: string): number | null {
  const found = AHEAD.exec(zone)
  if (found === null) return null
  const [, sign, hours = '0', minutes = '0'] = found
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
}

function aheadOf(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** One name for what has several; IANA counts `Etc/GMT` westwards. */
function plainZone(zone: string): string {
  const minutes = minutesAhead(zone)
  if (minutes !== null) return aheadOf(minutes)
  const proper = properZone(zone) ?? zone
  const [, west, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(proper) ?? []
  if (hours !== undefined) return aheadOf(Number(hours) * 60 * (west === '+' ? -1 : 1))
  return namesOfZone(proper).includes('UTC') ? 'UTC' : proper
}

const said = new Map<string, string>()

/** What a zone is called, where that leads back to it; else its name. */
function saidOf(zone: string, language: Language): string {
  if (minutesAhead(zone) !== null) return zone
  const key = `${language} ${zone}`
  const known = said.get(key)
  if (known !== undefined) return known
  const name = zoneName(zone, language)
  const [found, ...others] = zonesCalled(name)
  const phrase = found === zone && others.length === 0 ? name : zone
  said.set(key, phrase)
  return phrase
}

/** `UTC+3`, `GMT -5`, `MSK+2`, «мск»: how far ahead of UTC. */
const OFFSET = /^(utc|gmt|msk|мск)?\s*(?:([+-])\s*(\d{1,2})(?::?([0-5]\d))?)?$/u
const MOSCOW = 180
const FURTHEST = 14 * 60

/** The zones that are called so; several where letters stand for several. */
function zonesCalled(written: string): string[] {
  const plain = written
    .trim()
    .toLowerCase()
    .replace(/[‐‑‒–—―−]/g, '-')
  const [, from, sign, hours, minutes = '0'] = OFFSET.exec(plain) ?? []
  if (hours !== undefined || from === 'utc' || from === 'gmt') {
    const moscow = from === 'msk' || from === 'мск' ? MOSCOW : 0
    const total = moscow + (Number(hours ?? 0) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
    return Math.abs(total) <= FURTHEST ? [aheadOf(total)] : []
  }
  const proper = /[/_]/.test(plain) ? properZone(plain) : null
  if (proper !== null) return [plainZone(proper)]
  const found = findZone(plain.replace(/ (?:time|время)$/u, ''))
  if (found.kind === 'none') return []
  return (found.kind === 'zone' ? [found.zone] : [...found.zones]).map(plainZone)
}

function readZones(c: Cursor): Rule {
  const known = takeKnown(c) ?? saysHas(c) ?? sharedKnown(c)
  if (known !== null) return factOf('timeZone', known)
  const negated = takeNegation(c)
  const isKnown = (name: string) => zonesNamed(name).length > 0
  const zones = readValues(c, { kind: 'zone' }, { isKnown, single: !negated, mayEnd: true }).map(written => {
    const found = written.quoted ? zonesCalled(written.text) : zonesNamed(written.text)
    return found[pick(c, found.length)] ?? failAt(c, written, { kind: 'zone' })
  })
  const leaf: InZone = { leaf: 'timeZone', zones: [...new Set(zones)] }
  return negated ? { all: [factOf('timeZone', true), { not: leaf }] } : leaf
}

/** «По московскому времени»: what everybody there calls it. */
const MOSCOW_TIME = ['по московскому времени', 'московское время', 'on moscow time', 'moscow time'].map(wordsOf)
const ZONE_WORDS = ['time zone', 'timezone', 'часовой пояс', 'часовом поясе'].map(wordsOf)

/** "In the Moscow time zone": the place before its word. */
function zoneFirst(c: Cursor): Candidate[] {
  const said = MOSCOW_TIME.find(words => startsWith(c, words))
  if (said !== undefined) return [inZone(c.at + said.length, 'Europe/Moscow')]
  const place: Cursor = { ...c }
  if (LEADS.has(peek(place)?.text ?? '')) place.at++
  take(place, 'article')
  for (let length = 1; length <= MOST_WORDS && peek(place, length) !== null; length++) {
    const words = ZONE_WORDS.find(one => startsWith({ ...place, at: place.at + length }, one))
    if (words === undefined) continue
    const found = zonesNamed(raw(c, place.at, place.at + length))
    return found.map(zone => inZone(place.at + length + words.length, zone))
  }
  return []
}

const MOST_WORDS = 3

function inZone(to: number, zone: string): Candidate {
  return { to, sure: 'words', read: (): InZone => ({ leaf: 'timeZone', zones: [zone] }) }
}

/** What names were looked for lately: a reading asks for the same ones at each of its words, and in each of its ways. */
const named = new Map<string, string[]>()
const MOST_NAMED = 1_000
/** No form of a name is longer, nor has more words. */
const LONGEST = 40
const INFLECTED = /^\p{Script=Cyrillic}+(?:[ -]\p{Script=Cyrillic}+)?$/u

/** The same by another form of a name: «Москвы». */
function zonesNamed(written: string): string[] {
  const known = named.get(written)
  if (known !== undefined) return known
  const found = zonesCalled(written)
  const inflected = found.length === 0 && written.length <= LONGEST && INFLECTED.test(written)
  const other = inflected
    ? nominatives(written)
        .map(zonesCalled)
        .find(zones => zones.length > 0)
    : undefined
  if (named.size >= MOST_NAMED) named.clear()
  named.set(written, other ?? found)
  return other ?? found
}

const LEADS: ReadonlySet<string> = new Set(['in', 'at', 'в', 'из', 'with', 'from'])

/** "UTC+3" without its subject. */
function ahead(c: Cursor): Candidate[] {
  const led = LEADS.has(peek(c)?.text ?? '') ? 1 : 0
  const [first, sign, hours] = [peek(c, led), peek(c, led + 1), peek(c, led + 2)]
  if (first === null || !['utc', 'gmt', 'msk', 'мск'].includes(first.text)) return []
  const behind = sign?.text === '+' || sign?.text === '-'
  if (!behind || hours?.kind !== 'number') return []
  const [zone] = zonesCalled(`${first.text}${sign.text}${hours.text}`)
  if (zone === undefined) return []
  return [{ to: c.at + led + 3, sure: 'words', read: (): InZone => ({ leaf: 'timeZone', zones: [zone] }) }]
}
