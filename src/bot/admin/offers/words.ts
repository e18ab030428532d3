import { DateTime } from 'luxon'
import { isAnythingBought } from '../../../audience/customer/bought.js'
import type { Draft, Offer } from '../../../offers/offer.js'
import { judgedBy } from '../../../reports/summary/figure.js'
import { dateTime, type Language, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { offers } from './addresses.js'

/** "Tue 24 Nov, 11:00 Samara (10:00 Moscow)": in the marketer's zone, and in the bot's where its clock differs. By everyone's own clock it is "Tue 24 Nov, 10:00, by everyone's own clock". */
export function whenWords(when: Draft['when'], botZone: string, language: Language, now: number): string {
  const t = texts(language).offerCards
  if (when.kind === 'now') return t.now
  const { at, zone, own } = when
  if (own) return t.byOwnClock(dateTime(at, zone, language, now))
  const words = `${dateTime(at, zone, language, now)} ${zoneName(zone, language)}`
  const [here, there] = [DateTime.fromMillis(at, { zone: botZone }), DateTime.fromMillis(at, { zone })]
  if (here.offset === there.offset) return words
  const sameDay = here.toISODate() === there.toISODate()
  return words + t.here(sameDay ? time(at, botZone) : dateTime(at, botZone, language, now), zoneName(botZone, language))
}

/** When a draft ends for those who still wait: "21:00" on the day it goes, else with its day; '' when it has no end. */
export function untilWords({ draft }: Offer, botZone: string, language: Language, now: number): string {
  const { when, notLaterThan } = draft
  if (notLaterThan === null) return ''
  const zone = when.kind === 'at' ? when.zone : botZone
  const day = (at: number) => DateTime.fromMillis(at, { zone }).toISODate()
  const sameDay = day(when.kind === 'at' ? when.at : now) === day(notLaterThan)
  return sameDay ? time(notLaterThan, zone) : dateTime(notLaterThan, zone, language, now)
}

/** What an offer with this goal is judged by, in the words of its report. */
export function judgedWords({ db, t }: Here, { goal, kind }: Pick<Offer, 'goal' | 'kind'>): string {
  const byOrders = judgedBy(goal, kind === 'marketing' && isAnythingBought(db)) === 'ordered'
  return byOrders ? t.reports.judgedByOrders : t.offers.goalsJudged[goal]
}

/** The way back to the card. */
export function backToCard(offerId: number, language: Language) {
  return key(texts(language).admin.card, offers.open, { offer: offerId })
}
