import type { Rule } from '../rule.js'
import { namedAt } from './bare.js'
import { bareHere } from './condition.js'
import { type Cursor, peek, see, seeBeginning, take } from './cursor.js'
import { seesSegment } from './starter.js'
import { byForm } from './things.js'
import { seesWindow } from './window.js'

/** Behind *not* these say that it is so of some, or of others too: «не все VIP», «не только ботинки». */
export const PARTLY: ReadonlySet<string> = new Set([
  ...['все', 'всех', 'всем', 'всё', 'только', 'лишь', 'каждый', 'каждого', 'каждому', 'каждую', 'всегда', 'просто'],
  ...['обязательно', 'часто', 'редко'],
])

/** True where a segment is named with no word before it that says so. */
export function isNameAlone(c: Cursor, begin: number, part: Rule | undefined): boolean {
  const place: Cursor = { ...c, at: begin }
  if (part === undefined || !('leaf' in part) || part.leaf !== 'segment' || peek(place)?.text === 'и') return false
  while (!seesSegment(place) && take(place, 'people', 'anything') !== null);
  return see(place, 'memberOf') === null && seeBeginning(place)?.key !== 'inSegment'
}

const IN: ReadonlySet<string> = new Set(['в', 'во'])

/** True where a colon or a bracket says that values are listed: a comma there might go on with them. */
export function isListed(c: Cursor, begin: number): boolean {
  const comma = c.tokens.findIndex(({ text }, at) => at >= begin && text === ',')
  return c.tokens.slice(begin, comma).some(({ kind, text }) => kind === 'sign' && ':=('.includes(text))
}

/** «Заселились в Москве»: where it happened nobody knows; where they live is something else. */
export function seesWhere(c: Cursor): boolean {
  if (c.last?.leaf !== 'reported' || !IN.has(peek(c)?.text ?? '') || seesWindow(c)) return false
  return see(c, 'livesIn') !== null && (bareHere(c)?.to ?? 0) > c.at + 1
}

/** True before «участники книжного клуба»: people of another segment, though they are called as one. */
export function seesMembers(c: Cursor): boolean {
  const people = see(c, 'people')
  const behind: Cursor = { ...c, at: c.at + (people?.length ?? 0) }
  const token = peek(behind)
  if (people === null || token?.kind !== 'word' || see(behind, 'and', 'or', 'but', 'not') !== null) return false
  return namedAt(behind, name => byForm(c.vocabulary.segments, name)) !== null
}

/** True for what happens with an offer, of which none was named. */
export function isOfOffer(rule: Rule | undefined): boolean {
  const inside = rule !== undefined && 'not' in rule ? rule.not : rule
  return inside !== undefined && 'leaf' in inside && 'offer' in inside && inside.offer === null
}

/** True where nothing since then stands in quotes: a description has the names of offers in them. */
export function isUnquoted(c: Cursor, begin: number): boolean {
  return !c.tokens.slice(begin, c.at).some(({ kind }) => kind === 'quoted')
}

/** Joins of conditions of which the second turns against the first. */
export const BUT: ReadonlySet<string> = new Set(['but', 'но', 'а', 'зато'])

/** Before the first of several these say that what is said of the last is said of each. */
export const NEITHER: ReadonlySet<string> = new Set(['neither', 'ни', 'either', 'или', 'либо'])
