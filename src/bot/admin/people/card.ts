import { CELLS } from '../../../audience/cell.js'
import { type Because, explainRung } from '../../../audience/ladder.js'
import { findSubscriberById, isPaused, type Subscriber } from '../../../audience/subscriber.js'
import { DAY } from '../../../clock.js'
import { AppError, unreachable } from '../../../errors.js'
import { date, type Language, money, shorten, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { mayPress } from '../../permission.js'
import { fullName, roleOf } from '../../team.js'
import type { AdminDeps } from '../deps.js'
import { rungName } from '../ladder/words.js'
import { factsOf, scoresOf } from './facts.js'
import { presses } from './presses.js'

/** What the screens of people work with. */
export type PeopleDeps = Pick<AdminDeps, 'db' | 'adminIds' | 'zone' | 'preferences'>

/** The person with this id of ours. @throws AppError `subscriber_not_found` */
export function getPerson({ db }: PeopleDeps, id: number): Subscriber {
  const person = findSubscriberById(db, id)
  if (person === null) throw new AppError('subscriber_not_found')
  return person
}

/** What a person is called on a screen. */
export function personName(person: { firstName: string; lastName: string | null }): string {
  return shorten(fullName(person), 40)
}

/** All about somebody at a glance. @param note what has just been done */
export function personCard(deps: PeopleDeps, ctx: BotContext, id: number, note: Piece | null = null): Card {
  const { language } = ctx
  const { admin, labels, personCards: t } = texts(language)
  const { db, preferences } = deps
  const person = getPerson(deps, id)
  const facts = factsOf(db, id)
  const role = ctx.from === undefined ? null : roleOf(db, deps, ctx.from.id)
  const day = (at: number) => date(at, deps.zone(), language)
  const standing = explainRung(db, id, ctx.at)
  const scores = scoresOf(db, id)
  const cell = CELLS.find(name => name === scores?.cell)
  const stopped = person.unsubscribedAt !== null
  const tester = preferences.testPeople().includes(person.telegramId)
  const changes = role !== null && mayPress(role, presses.stop.name)
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title(personName(person), person.username),
      t.id(person.telegramId),
      statusLine(person, ctx.at, day, language),
      stopped && changes ? t.onlyThemselves : null,
      '',
      t.consent(day(facts.agreedAt ?? person.subscribedAt), facts.version),
      t.source(person.source, facts.lastSource),
      t.language(person.chosenLanguage ?? person.telegramLanguage, person.premium),
      facts.phone === null ? null : t.phone(role === 'owner' ? facts.phone : `••• ${facts.phone.slice(-4)}`),
      facts.zone === null ? null : t.zone(zoneName(facts.zone, language)),
      '',
      t.step(
        rungName(preferences, standing?.rung ?? 0, language),
        standing === null ? null : becauseWords(standing.because, language),
      ),
      scores === null || cell === undefined
        ? null
        : lines([
            t.rfm(`R${scores.r} F${scores.f} M${scores.m}`, labels.cells[cell]),
            t.rfmBecause(
              date(scores.lastDay * DAY, 'utc', language),
              scores.orders,
              money(scores.money, preferences.currency(), language),
            ),
            labels.advice[cell],
          ]),
    ]),
    keyboard: [
      ...pairs([
        key(t.keys.fields, presses.fields, { id }),
        key(t.keys.segments, presses.segments, { id, page: 0 }),
        key(t.keys.messages, presses.messages, { id, page: 0 }),
        key(t.keys.orders, presses.orders, { id, page: 0 }),
      ]),
      ...(changes && !stopped ? [[key(t.pause, presses.pause, { id }), key(t.stop, presses.askStop, { id })]] : []),
      ...(changes ? [[key(tester ? t.testerOff : t.testerOn, presses.tester, { id })]] : []),
      [key(admin.back, presses.ask, {})],
    ],
  }
}

function statusLine(person: Subscriber, at: number, day: (at: number) => string, language: Language): string {
  const t = texts(language).personCards
  switch (person.status) {
    case 'active':
      return isPaused(person, at) ? t.paused(day(person.pausedUntil ?? at)) : t.active
    case 'unsubscribed':
      return t.unsubscribed(day(person.unsubscribedAt ?? at))
    case 'blocked':
    case 'deactivated':
      return t[person.status](day(person.unreachableAt ?? at))
    default:
      return unreachable(person.status)
  }
}

function becauseWords(because: Because, language: Language): string {
  const t = texts(language).personCards.because
  if (because.kind === 'order') return t.order
  return because.kind === 'override' ? t.override(because.reason) : t[because.kind](because.topic)
}
