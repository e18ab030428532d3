import { type Because, explainRung } from '../../../audience/ladder.js'
import { findRefresh, groupOf } from '../../../audience/rfm.js'
import { findSubscriberById, isPaused, type Subscriber } from '../../../audience/subscriber.js'
import { findWish } from '../../../audience/wish.js'
import { DAY } from '../../../clock.js'
import { AppError, unreachable } from '../../../errors.js'
import { nameOfLanguage } from '../../../segments/names.js'
import { date, type Language, money, shorten, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, type Key, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { mayPress } from '../../permission.js'
import type { Press } from '../../press.js'
import { replies } from '../../replies/addresses.js'
import { muteKey } from '../../replies/header.js'
import { listUnanswered } from '../../replies/inbox.js'
import { findKept, isMuted } from '../../replies/kept.js'
import { fullName, nameOf, roleOf } from '../../team.js'
import type { AdminDeps } from '../deps.js'
import { rungName } from '../ladder/words.js'
import { pageRow } from '../page.js'
import { presses } from './addresses.js'
import { factsOf, scoresOf, stoppedBy } from './facts.js'

/** What the screens of people work with. */
export type PeopleDeps = Pick<AdminDeps, 'db' | 'adminIds' | 'zone' | 'preferences'>

/** The person with this id of ours. @throws AppError `subscriber_not_found` */
export function getPerson({ db }: PeopleDeps, id: number): Subscriber {
  const person = findSubscriberById(db, id)
  if (person === null) throw new AppError('subscriber_not_found')
  return person
}

/** The language somebody chose, else the one of their Telegram, by its name; null when they told none. */
function languageOf({ chosenLanguage, telegramLanguage }: Subscriber, language: Language): string | null {
  const code = (chosenLanguage ?? telegramLanguage)?.toLowerCase().split('-')[0]
  return code === undefined ? null : nameOfLanguage(code, language)
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
  const group = groupOf(db, id)
  const currency = findRefresh(db)?.terms.currency ?? preferences.currency()
  const stopped = person.unsubscribedAt !== null
  const tester = preferences.testPeople().includes(person.telegramId)
  const changes = mayChange(deps, ctx)
  const stopper = stopped ? stoppedBy(db, id) : null
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title(personName(person), person.username),
      t.id(person.telegramId),
      statusLine(person, ctx.at, day, language),
      findWish(db, id) === null ? null : t.less,
      stopper === null ? null : t.stoppedBy(nameOf(db, stopper) ?? `id ${stopper}`),
      stopped && changes ? t.onlyThemselves : null,
      '',
      t.consent(day(facts.agreedAt ?? person.subscribedAt), wordingName(facts.wording, language), facts.version),
      t.source(person.source, facts.lastSource),
      t.language(languageOf(person, language), person.premium),
      facts.phone === null ? null : t.phone(role === 'analyst' ? `••• ${facts.phone.slice(-4)}` : facts.phone),
      facts.zone === null ? null : t.zone(zoneName(facts.zone, language)),
      '',
      t.step(
        rungName(preferences, standing?.rung ?? 0, language),
        standing === null ? null : becauseWords(standing.because, language),
      ),
      scores === null
        ? t.group(labels.cells[group])
        : lines([
            t.rfm(`R${scores.r} F${scores.f} M${scores.m}`, labels.cells[group]),
            t.rfmBecause(
              date(scores.lastDay * DAY, 'utc', language),
              scores.orders,
              money(scores.money, currency, language),
            ),
          ]),
    ]),
    keyboard: [
      ...pairs([
        key(t.keys.fields, presses.fields, { id, page: 0 }),
        key(t.keys.step, presses.step, { id }),
        key(t.keys.scores, presses.scores, { id }),
        key(t.keys.segments, presses.segments, { id, page: 0 }),
        key(t.keys.messages, presses.messages, { id, page: 0 }),
        key(t.keys.clicks, presses.clicks, { id, page: 0 }),
        key(t.keys.orders, presses.orders, { id, page: 0 }),
      ]),
      ...(changes && listUnanswered(db, person.telegramId, 1).length > 0
        ? [[key(t.answer, replies.bring, { person: person.telegramId })]]
        : []),
      ...(changes ? [hearingKeys(db, person.telegramId, language)] : []),
      ...(changes && !stopped ? [[key(t.pause, presses.pause, { id }), key(t.stop, presses.askStop, { id })]] : []),
      ...(changes
        ? [[key(tester ? t.testerOff : t.testerOn, presses.tester, { id, generation: tester ? 1 : 0 })]]
        : []),
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

/** Mutes somebody or lets them be heard again, and brings what is kept of them. */
function hearingKeys(db: PeopleDeps['db'], person: number, language: Language): Key[] {
  const { messages } = findKept(db, person, 0)
  const kept = messages === 0 ? [] : [key(texts(language).replies.keys.more, replies.more, { person })]
  return [muteKey(person, isMuted(db, person), language), ...kept]
}

/** True when whoever looks may also change what is known. */
export function mayChange({ db, adminIds }: PeopleDeps, ctx: BotContext): boolean {
  const role = ctx.from === undefined ? null : roleOf(db, { adminIds }, ctx.from.id)
  return role !== null && mayPress(role, presses.stop.name)
}

/** The row that leads back to the card. */
export function back(ctx: BotContext, id: number): Key[] {
  return [key(texts(ctx.language).admin.card, presses.open, { id })]
}

/** The row that turns the pages of one person's list. */
export function turnPages(
  turn: Press<'id' | 'page'>,
  id: number,
  list: { page: number; size: number; total: number },
): Key[][] {
  return pageRow(page => turn.data({ id, page }), list)
}

/** On which occasion the words were shown; an occasion without a name here goes by its own. */
function wordingName(name: string | null, language: Language): string | null {
  const names: Record<string, string> = texts(language).personCards.wordings
  return name === null ? null : (names[name] ?? name)
}

/** What put them on a step, in words. */
export function becauseWords(because: Because, language: Language): string {
  const t = texts(language).personCards.because
  if (because.kind === 'order') return t.order
  return because.kind === 'override' ? t.override(because.reason) : t[because.kind](because.topic)
}
