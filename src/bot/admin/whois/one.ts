import { assignCustomer, denyConflicts } from '../../../audience/linking/assignment.js'
import { type Candidate, findConflict, listConflicts, type Unclear } from '../../../audience/linking/conflict.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../screen.js'
import { fileKey } from '../cards/file.js'
import { orders } from '../orders/addresses.js'
import { customerName, customerNumber, customerTitle, spentWords } from '../words/customer.js'
import { shownName } from '../words/name.js'
import { personName } from '../words/person.js'
import { whois } from './addresses.js'

/** More candidates than these stand in the file. */
const MOST = 6

/** One customer after another: who they may be, and by what; whoever of the team knows taps the right one. Nothing is guessed. */
export const onePlaces: Entry[] = [
  screen(whois.one, (here, { place }) => {
    const wanted = Math.max(0, place)
    const there = listConflicts(here.db, { offset: wanted, limit: 1 })
    // Behind the last one comes the first again.
    const [at, found] =
      there.conflicts.length > 0 ? [wanted, there] : [0, listConflicts(here.db, { offset: 0, limit: 1 })]
    const { total, conflicts } = found
    const [unclear] = conflicts
    if (unclear === undefined)
      return { text: lines([here.t.whoCards.nobodyWaits]), keyboard: [[key(here.t.admin.back, orders.home, {})]] }
    return oneCard(here, unclear, { at, total })
  }),

  deed(whois.is, (doing, { customer, person, place }) => {
    const { db, at, t } = doing
    const unclear = findConflict(db, customer)
    if (unclear === null) return go(whois.one, { place }, t.whoCards.settled)
    // Meanwhile the reason may have gone: what the card said holds no more.
    if (!unclear.candidates.some(({ subscriberId }) => subscriberId === person))
      return go(whois.one, { place }, t.whoCards.changed)
    assignCustomer(db, customer, person, at)
    return go(whois.one, { place }, t.whoCards.chosen(customerTitle(doing, unclear), nameOf(doing, person)))
  }),

  deed(whois.nobody, (doing, { customer, place }) => {
    const { db, at, t } = doing
    const unclear = findConflict(db, customer)
    if (unclear === null) return go(whois.one, { place }, t.whoCards.settled)
    denyConflicts(db, customer, at)
    return go(whois.one, { place }, t.whoCards.noneOfThem(customerTitle(doing, unclear)))
  }),
]

function oneCard(here: Here, unclear: Unclear, { at, total }: { at: number; total: number }): Shown {
  const { whoCards: t, admin } = here.t
  const { customerId, candidates } = unclear
  const shown = candidates.slice(0, MOST)
  const names = shown.map(({ subscriberId }) => nameOf(here, subscriberId))
  // Two of one name are told apart by their numbers.
  const numbered = new Set(names).size < names.length
  const label = (i: number) => shorten(`${numbered ? `${i + 1}. ` : ''}${names[i] ?? ''}`, ALONE)
  const rest = total - at - 1
  const further: Key[] = [
    key(candidates.length === 2 ? t.neither : t.none, whois.nobody, { customer: customerId, place: at }),
    ...(rest > 0
      ? [key(t.later(rest), whois.one, { place: at + 1 })]
      : at > 0
        ? [key(t.fromStart(at), whois.one, { place: 0 })]
        : []),
  ]
  return {
    text: lines([
      t.title(customerNumber(here, unclear)),
      t.bought(customerName(here, unclear), unclear.orders, spentWords(unclear.spent, here.language)),
      '',
      ...shown.flatMap((candidate, i) => candidateLines(here, candidate, numbered ? i + 1 : null)),
      ...(candidates.length > MOST ? [t.moreInFile(candidates.length - MOST)] : []),
    ]),
    keyboard: [
      ...pairs(
        shown.map(({ subscriberId }, i) =>
          key(label(i), whois.is, { customer: customerId, person: subscriberId, place: at }),
        ),
      ),
      ...pairs(further),
      [fileKey(here, whois.file, {}), key(admin.back, orders.home, {})],
    ],
  }
}

function candidateLines(
  here: Here,
  { subscriberId, speaks, linked, denied, other }: Candidate,
  n: number | null,
): Piece[] {
  const { whoCards: t } = here.t
  const person = findSubscriberById(here.db, subscriberId)
  const day = (at: number | null) => (at === null ? null : date(at, here.zone(), here.language))
  const why = speaks.map(({ by, at }) => t.speaks[by](day(at)))
  return [
    t.candidate(n, nameOf(here, subscriberId), person?.username ?? null, [
      ...why,
      ...(denied ? [t.saidNo] : []),
      ...(linked ? [t.linkedNow] : []),
    ]),
    ...(other === null ? [] : [t.isAnother(numberOf(here, other))]),
  ]
}

function nameOf(here: Here, subscriberId: number): string {
  const person = findSubscriberById(here.db, subscriberId)
  return person === null ? here.t.personCards.number(subscriberId) : shownName(personName(here, person))
}

function numberOf({ db }: Here, customerId: number): string {
  const row = db
    .sql<{ number: string | null }>('select external_id as number from customers where id = ?')
    .get(customerId)
  return row?.number ?? `№ ${customerId}`
}
