import { unreachable } from '../../errors.js'
import type { Difference } from '../../statistics/proportion.js'
import { date, dateTime, type Language, money } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { Piece } from '../../text/rich.js'
import { type Amount, averageCheck, broughtByMessage, type Orders } from '../came-after.js'
import type { Effect } from '../effect.js'
import { honestShare } from '../share.js'
import type { Paid } from './paid.js'

const MOST_CURRENCIES = 3
const MOST_DECIMALS = 4
/** What is reckoned is no surer than that. */
const SURE_DIGITS = 3

/** How a report says money: in which language and zone, at which moment (ms UTC), and in which currency the shop counts. */
export type MoneyWords = { language: Language; zone: string; at: number; currency: string }

/** The answer line, what came after it, what came because of it, and of how many orders are known. */
export function moneyLines(paid: Paid, usualShare: string | null, words: MoneyWords): Piece[] {
  const { moneyCards: t } = texts(words.language)
  const { came, effect, known } = paid
  return [
    ...answerLines(effect, words),
    ...reckonedLines(paid, words),
    ...cameLines(came, usualShare, words),
    ...effectLines(effect, words),
    known.people === 0 ? null : t.known(honestShare(known.known, known.people, words.language)),
  ].filter(line => line !== null)
}

/** *Did it sell more?*, which only a measured difference answers. */
function answerLines(effect: Effect, { language }: MoneyWords): Piece[] {
  const { moneyCards: t } = texts(language)
  switch (effect.kind) {
    case 'few':
    case 'unclear':
    case 'more':
    case 'fewer':
      return [t.sold(t.verdicts[effect.kind])]
    default:
      return []
  }
}

/** *Did it pay?*, reckoned; only with an effect that was measured, and with what else it takes. */
function reckonedLines({ effect, reckoning, usualCheck }: Paid, { language }: MoneyWords): Piece[] {
  const { moneyCards: t } = texts(language)
  if (reckoning.kind === 'none') {
    if (effect.kind !== 'more' && effect.kind !== 'fewer') return []
    return reckoning.why === 'effect' ? [] : [t.notReckoned[reckoning.why]]
  }
  if (usualCheck === null || !('buyers' in effect)) return []
  const { paid, currency, brought, discounts, low, high } = reckoning
  const sum = (minor: number) => money(minor, currency, language)
  const about = (minor: number) => sum(Number(minor.toPrecision(SURE_DIGITS)))
  const buyers = Math.round(effect.buyers.middle)
  return [
    t.paid(t.paidAnswers[paid]),
    buyers < 0
      ? t.reckonedFewer(-buyers, sum(usualCheck.amount), about(-brought), sum(discounts))
      : t.reckoned(buyers, sum(usualCheck.amount), about(brought), sum(discounts), isMostAnyway(effect)),
    t.reckonedBetween(about(low), about(high)),
  ]
}

function cameLines(
  { people, sent, by, shared, withoutIt, ...all }: Paid['came'],
  usual: string | null,
  words: MoneyWords,
): Piece[] {
  const { moneyCards: t } = texts(words.language)
  if (all.orders === 0) return [t.noneCame, ...sharedLines(shared, withoutIt, words)]
  const how = new Map<string, number>()
  for (const one of by) how.set(t.by[one.by], (how.get(t.by[one.by]) ?? 0) + one.orders)
  const [first] = ownFirst(all.amounts, words)
  const single = all.amounts.length === 1 && first !== undefined ? first : null
  const check = single === null ? null : averageCheck({ orders: single.orders, sum: single.sum })
  const each = single === null ? null : broughtByMessage(single, sent)
  const sum = (minor: number) => money(minor, single?.currency ?? words.currency, words.language)
  return [
    t.came(
      all.orders,
      sumsOf(all, words),
      [...how].map(([name, n]) => t.counted(name, n)),
    ),
    t.cameBeside(
      people,
      honestShare(people, sent, words.language),
      usual,
      check === null ? null : sum(check),
      each === null ? null : sum(each),
    ),
    ...sharedLines(shared, withoutIt, words),
  ]
}

function sharedLines(shared: Orders, withoutIt: Orders | null, words: MoneyWords): Piece[] {
  const { moneyCards: t } = texts(words.language)
  return [
    ...(shared.orders === 0 ? [] : [t.shared(shared.orders, sumsOf(shared, words))]),
    ...(withoutIt === null || withoutIt.orders === 0 ? [] : [t.withoutIt(withoutIt.orders, sumsOf(withoutIt, words))]),
  ]
}

/** What came because of it: measured beside its control group, or why it is not known. */
export function effectLines(effect: Effect, words: MoneyWords): Piece[] {
  const { language } = words
  const { moneyCards: t } = texts(language)
  switch (effect.kind) {
    case 'none':
      return [t.because(t.nobodyKeptOut)]
    case 'ended':
      return [t.because(t.ended(date(effect.at, words.zone, language)))]
    case 'unsound':
      return [t.because(t.unsound)]
    case 'preliminary':
      return [
        t.because(t.sides(sideOf(effect.treated), sideOf(effect.held), true)),
        ...(effect.sequence === null
          ? [effect.until === null ? t.stillSent : t.answerOn(dateTime(effect.until, words.zone, language, words.at))]
          : [t.soFar(endsOf(effect.sequence, language))]),
      ]
    case 'few':
      return [
        t.because(t.sides(sideOf(effect.treated), sideOf(effect.held), false)),
        effect.needed === null ? t.nobodyBought : t.needed(effect.needed, effect.treated.of + effect.held.of),
      ]
    case 'unclear':
      return [t.because(t.unclear(effectGap(effect.difference, language), endsOf(effect, language), sidesOf(effect)))]
    case 'more':
    case 'fewer': {
      const low = perHundred(effect.kind === 'more' ? effect.low : -effect.high, language)
      const high = perHundred(effect.kind === 'more' ? effect.high : -effect.low, language)
      const found = perHundred(Math.abs(effect.difference), language)
      const buyers = Math.abs(Math.round(effect.buyers.middle))
      return [
        t.because(t[effect.kind](found, low, high, buyers, sidesOf(effect))),
        ...(effect.money === null ? [] : [eachLine(effect.money, language)]),
      ]
    }
    default:
      return unreachable(effect)
  }
}

/** How much more, or less, a person brought. */
function eachLine({ difference, low, high, currency }: Difference & { currency: string }, language: Language): string {
  const less = difference < 0
  const sum = (minor: number) => money(Math.round(less ? -minor : minor), currency, language)
  const [from, to] = less ? [high, low] : [low, high]
  return texts(language).moneyCards.moneyEach(sum(difference), sum(from), sum(to), less)
}

/** True where more than half of the buyers would have bought without it, as its control group did. */
function isMostAnyway({ treated, held }: { treated: Side; held: Side }): boolean {
  return 2 * held.n * treated.of > treated.n * held.of
}

type Side = { n: number; of: number }

function sideOf({ n, of }: Side): Side {
  return { n, of }
}

function sidesOf({ treated, held }: { treated: Side; held: Side }): { treated: Side; held: Side } {
  return { treated: sideOf(treated), held: sideOf(held) }
}

/** A difference of shares in words: so many more or fewer of 100. */
export function effectGap(difference: number, language: Language): string {
  const { moneyCards: t } = texts(language)
  return difference < 0
    ? t.fewerOf100(perHundred(-difference, language))
    : t.moreOf100(perHundred(difference, language))
}

/** Between what the truth lies, in words. */
function endsOf({ low, high }: Difference, language: Language): { low: string; high: string } {
  return { low: effectGap(low, language), high: effectGap(high, language) }
}

/** Of 100, with one decimal; with more where it would look like none, so that no end of a sure difference is nought. */
export function perHundred(share: number, language: Language): string {
  const of100 = share * 100
  let decimals = 1
  while (decimals < MOST_DECIMALS && of100 > 0 && Math.round(of100 * 10 ** decimals) === 0) decimals++
  return of100.toFixed(decimals).replace('.', language === 'en' ? '.' : ',')
}

/** Sums by currency in words, the shop's own first; what comes in more than three is not told. */
export function sumsOf({ amounts }: Pick<Orders, 'amounts'>, words: Pick<MoneyWords, 'language' | 'currency'>): string {
  return ownFirst(amounts, words)
    .slice(0, MOST_CURRENCIES)
    .map(({ currency, sum }) => money(sum, currency, words.language))
    .join(' + ')
}

function ownFirst(amounts: readonly Amount[], { currency }: Pick<MoneyWords, 'currency'>): Amount[] {
  return [...amounts].sort((a, b) => Number(b.currency === currency) - Number(a.currency === currency))
}
