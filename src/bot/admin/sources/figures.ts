import { type Cost, readCost } from '../../../audience/source/typed.js'
import type { Source } from '../../../audience/source.js'
import { FEWEST, type Funnel, type Stay } from '../../../reports/source.js'
import { exponentOf } from '../../../text/currency.js'
import { date, type Language, money, portion } from '../../../text/format.js'
import type { Here } from '../../here.js'

/** The address of a source that counts who opens it. */
export function countedAddress({ publicUrl }: Pick<Here, 'publicUrl'>, { name }: Pick<Source, 'name'>): string {
  return `${publicUrl}/s/${name}`
}

/** The address of a source that leads straight to the bot. */
export function straightAddress({ bot }: Pick<Here, 'bot'>, { name }: Pick<Source, 'name'>): string {
  return `https://t.me/${bot().username}?start=${name}`
}

/** How many of 100, as people say it: whole from ten on, and never more than it is. */
export function of100(part: number, whole: number, language: Language): string {
  const share = whole === 0 ? 0 : (part / whole) * 100
  return share >= 10 && part < whole ? String(Math.floor(share)) : portion(part, whole, language, 100, 'down')
}

/** What it cost, in words; null where nobody told. */
export function costWords(cost: Cost | null, { t, language }: Pick<Here, 't' | 'language'>): string | null {
  if (cost === null) return null
  return cost.amount === 0 ? t.sourceCards.free : money(cost.amount, cost.currency, language)
}

/** An amount such as a source may cost, in the shop's currency and as it is typed. */
export function costLike({ preferences, language }: Pick<Here, 'preferences' | 'language'>): string {
  const currency = preferences.currency()
  return money(500 * 10 ** exponentOf(currency), currency, language)
}

/** What each of them cost, in words; null where nobody came or nobody told what it cost. */
export function eachWords(cost: Cost | null, started: number, { t }: Pick<Here, 't'>): string | null {
  if (cost === null) return null
  if (cost.amount === 0) return t.sourceCards.free
  return started === 0 ? null : t.sourceCards.each(Math.round(cost.amount / started), cost.currency)
}

/** What each of those who bought cost, in words; null where nobody did, or nobody told what it cost. */
export function eachBuyerWords(cost: Cost | null, bought: number, { t }: Pick<Here, 't'>): string | null {
  if (cost === null || cost.amount === 0 || bought === 0) return null
  return t.sourceCards.eachBuyer(Math.round(cost.amount / bought), cost.currency)
}

/** How many stayed, of whom where not everybody came long enough ago; else the day from which on it is known. */
export function stayWords(
  { of, stay, knownAt }: Stay,
  { started }: Pick<Funnel, 'started'>,
  { t, zone, language }: Pick<Here, 't' | 'zone' | 'language'>,
): string {
  const { sourceCards: words } = t
  if (of > 0) return words.stayOf(stay, of === started ? null : of)
  return knownAt === null ? words.unknown : words.knownOn(date(knownAt, zone(), language))
}

/** Of 100 who opened a link, how many still are subscribed after a week; null where too few are known. */
export function weekOf100(
  { of, started, week }: { of: number; started: number; week: Stay },
  language: Language,
): string | null {
  return week.of < FEWEST ? null : of100(started * week.stay, of * week.of, language)
}

/** A typed amount; null where it is none. */
export function typedCost({ preferences }: Pick<Here, 'preferences'>, typed: string): Cost | null {
  return readCost(typed, preferences.currency())
}
