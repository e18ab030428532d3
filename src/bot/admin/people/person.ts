import { heldOutUntil } from '../../../audience/holdout.js'
import { interestsOf } from '../../../audience/interest.js'
import { type Because, explainRung } from '../../../audience/ladder.js'
import { findRefresh, groupOf } from '../../../audience/rfm.js'
import { sourceName } from '../../../audience/source.js'
import { findSubscriberById, type Subscriber } from '../../../audience/subscriber.js'
import { findOwnQuiet } from '../../../audience/subscription/own-hours.js'
import { findWish } from '../../../audience/subscription/wish.js'
import { pauseOffers, stopOffers } from '../../../audience/subscription.js'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { nameOfLanguage } from '../../../segments/names.js'
import { clockOf, date, type Language, money, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { hasReported } from '../../../tracking/reported.js'
import { type Address, isPassed } from '../../address.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { replies } from '../../replies/addresses.js'
import { findKept, isMuted } from '../../replies/inbox/kept.js'
import { listUnanswered } from '../../replies/inbox.js'
import { muteKey } from '../../replies/postman/header.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { MOST_TEST_PEOPLE } from '../../settings/preference.js'
import { memberName } from '../../team.js'
import { statusWords } from '../../words/status-words.js'
import { home } from '../home/addresses.js'
import { pageRow } from '../page.js'
import { dayWords } from '../words/goal.js'
import { personName, seesNames } from '../words/person.js'
import { rungName } from '../words/rung-name.js'
import { people } from './addresses.js'
import { factsOf, scoresOf, stoppedBy } from './facts.js'

const PAUSE_DAYS = 30

/** The person with this id of ours. @throws AppError `subscriber_not_found` */
export function getPerson({ db }: Pick<Here, 'db'>, id: number): Subscriber {
  const person = findSubscriberById(db, id)
  if (person === null) throw new AppError('subscriber_not_found')
  return person
}

/** The language somebody chose, else the one of their Telegram, by its name; null when they told none. */
function languageOf({ chosenLanguage, telegramLanguage }: Subscriber, language: Language): string | null {
  const code = (chosenLanguage ?? telegramLanguage)?.toLowerCase().split('-')[0]
  return code === undefined ? null : nameOfLanguage(code, language)
}

/** A person: all about them at a glance, and what can be done. */
export const personPlaces: Entry[] = [
  screen(people.open, (here, { id }) => {
    const { db, preferences, language } = here
    const { admin, labels, personCards: t } = here.t
    const person = getPerson(here, id)
    const named = seesNames(here)
    const facts = factsOf(db, id)
    const nameOfSource = (payload: string | null) => (payload === null ? null : sourceName(db, payload))
    const day = (at: number) => date(at, here.zone(), language)
    const standing = explainRung(db, id, here.at)
    const scores = scoresOf(db, id)
    const group = groupOf(db, id)
    const currency = findRefresh(db)?.terms.currency ?? preferences.currency()
    const stopped = person.unsubscribedAt !== null
    const tester = preferences.testPeople().includes(person.telegramId)
    const changes = here.may(people.stop)
    const stopper = stopped ? stoppedBy(db, id) : null
    const wish = findWish(db, id)
    const declined = interestsOf(db, id).filter(({ wants }) => !wants)
    const quiet = findOwnQuiet(db, id)
    const keptUntil = heldOutUntil(db, id, here.at)
    return {
      text: lines([
        t.title(personName(here, person), named ? person.username : null),
        named ? t.id(person.telegramId) : null,
        statusWords(person, here.at, day, here.t.personCards),
        wish === null ? null : t.less(wish.perWeek, wish.perMonth),
        declined.length === 0 ? null : t.notAbout(declined.map(({ name }) => name).join(', ')),
        quiet === null
          ? null
          : t.ownHours(quiet.from === quiet.to ? null : `${clockOf(quiet.from)}–${clockOf(quiet.to)}`),
        keptUntil === null ? null : here.t.controlCards.person(dayWords(keptUntil - 1, here.zone(), language, here.at)),
        stopper === null ? null : t.stoppedBy(memberName(db, here, stopper) ?? `id ${stopper}`),
        stopped && changes ? t.onlyThemselves : null,
        '',
        t.consent(day(facts.agreedAt ?? person.subscribedAt), wordingName(facts.wording, language), facts.version),
        t.source(nameOfSource(person.source), nameOfSource(facts.lastSource)),
        t.language(languageOf(person, language), person.premium),
        facts.phone === null || !named ? null : t.phone(facts.phone),
        facts.zone === null ? null : t.zone(zoneName(facts.zone, language)),
        '',
        t.step(
          rungName(preferences, standing?.rung ?? 0, language),
          standing === null ? null : becauseWords(here, standing.because),
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
          key(t.keys.fields, people.fields, { id, page: 0 }),
          key(t.keys.step, people.step, { id }),
          key(t.keys.scores, people.scores, { id }),
          key(t.keys.segments, people.segments, { id, page: 0 }),
          key(t.keys.messages, people.messages, { id, page: 0 }),
          key(t.keys.clicks, people.clicks, { id, page: 0 }),
          key(t.keys.orders, people.customer, { id }),
          key(here.t.whyCards.door, people.why, { id, page: 0 }),
          ...(hasReported(db, id) ? [key(t.keys.events, people.events, { id, page: 0 })] : []),
        ]),
        ...(changes && listUnanswered(db, person.telegramId, 1).length > 0
          ? [[key(t.answer, replies.bring, { person: person.telegramId })]]
          : []),
        ...(changes ? [hearingKeys(db, person.telegramId, language)] : []),
        ...(changes && !stopped ? [[key(t.pause, people.pause, { id }), key(t.stop, people.askStop, { id })]] : []),
        ...(changes
          ? [[key(tester ? t.testerOff : t.testerOn, people.tester, { id, generation: tester ? 1 : 0 })]]
          : []),
        ...(changes ? [[key(t.theirData, people.data, { id }), key(t.erase, people.askErase, { id })]] : []),
        [named ? key(admin.back, people.ask, {}) : key(admin.back, home.home, {})],
      ],
    }
  }),

  deed(people.pause, (here, { id }) => {
    const { done } = here.t.personCards
    const change = { source: byAdmin(here), wording: null, deliveryId: null, until: here.at + PAUSE_DAYS * DAY }
    const changed = pauseOffers(here.db, id, change, here.at)
    return go(people.open, { id }, changed ? done.paused : done.unpaused)
  }),
  screen(people.askStop, (here, { id }) => ({
    text: here.t.personCards.stopAsked(personName(here, getPerson(here, id))),
    keyboard: [[key(here.t.admin.card, people.open, { id }), key(here.t.personCards.stopYes, people.stop, { id })]],
  })),
  deed(people.stop, (here, { id }) => {
    stopOffers(here.db, id, { source: byAdmin(here), wording: null, deliveryId: null }, here.at)
    return go(people.open, { id }, here.t.personCards.done.stopped)
  }),
  deed(people.tester, (here, { id, generation }) => {
    const { preferences, t } = here
    const { telegramId } = getPerson(here, id)
    const testers = preferences.testPeople()
    const there = testers.includes(telegramId)
    const { done, testersFull } = t.personCards
    // The button was made when they were none, or one: it is what it says, not what stands now, that is wanted.
    if (isPassed(generation, there ? 1 : 0)) return go(people.open, { id }, there ? done.tester : done.noTester)
    if (!there && testers.length >= MOST_TEST_PEOPLE) return go(people.open, { id }, testersFull)
    preferences.save.testPeople(there ? testers.filter(one => one !== telegramId) : [...testers, telegramId])
    return go(people.open, { id }, there ? done.noTester : done.tester)
  }),
]

/** How a change of the team is written down. */
export function byAdmin({ me }: Pick<Here, 'me'>): `admin:${number}` {
  return `admin:${me}`
}

/** Mutes somebody or lets them be heard again, and brings what is kept of them. */
function hearingKeys(db: Db, person: number, language: Language): Key[] {
  const { messages } = findKept(db, person, 0)
  const kept = messages === 0 ? [] : [key(texts(language).replies.keys.more, replies.more, { person })]
  return [muteKey(person, isMuted(db, person), language), ...kept]
}

/** The row that leads back to the card. */
export function back({ t }: Pick<Here, 't'>, id: number): Key[] {
  return [key(t.admin.card, people.open, { id })]
}

/** The row with the pages of one person's list. */
export function pagesOfPerson(
  pages: Address<'id' | 'page'>,
  id: number,
  list: { page: number; size: number; total: number },
): Key[][] {
  return pageRow(page => pages.data({ id, page }), list)
}

/** On which occasion the words were shown; an occasion without a name here goes by its own. */
function wordingName(name: string | null, language: Language): string | null {
  const names: Record<string, string> = texts(language).personCards.wordings
  return name === null ? null : (names[name] ?? name)
}

/** What put them on a step, in words; what the team noted of a person is for those who know them by name. */
export function becauseWords(here: Pick<Here, 'role' | 't'>, because: Because): string {
  const t = here.t.personCards.because
  if (because.kind === 'order') return t.order
  if (because.kind !== 'override') return t[because.kind](because.topic)
  return seesNames(here) ? t.override(because.reason) : t.byTeam
}
