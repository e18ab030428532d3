import {
  type CustomerOf,
  findCustomerById,
  findCustomerOf,
  findCustomersBy,
  purchasesOf,
} from '../../../audience/customer/bought.js'
import { assignCustomer, unlinkCustomer } from '../../../audience/linking/assignment.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, screen, takes } from '../../screen.js'
import { bringOrdersRow } from '../keys/orders.js'
import { pageRow } from '../page.js'
import { findWords, keepWords, wordsToFind } from '../search.js'
import { customerTitle, spentWords } from '../words/customer.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { orderLines } from './orders.js'
import { back, getPerson } from './person.js'

const SIZE = 6

/** Who somebody is in the shop: what they bought, how that is known, and the link to take away or to make. */
export const customerPlaces: Entry[] = [
  screen(people.customer, (here, { id }) => {
    const t = here.t.personCards
    const name = personName(here, getPerson(here, id))
    const customer = findCustomerOf(here.db, id)
    if (customer === null)
      return {
        text: lines([t.customerOf(name), '', t.noCustomer]),
        keyboard: [
          ...(here.may(people.findCustomer) ? [[key(t.linkKeys.link, people.findCustomer, { id })]] : []),
          ...bringOrdersRow(here),
          back(here, id),
        ],
      }
    const { orders } = purchasesOf(here.db, customer.id)
    return {
      text: lines([t.customerOf(name), '', ...customerLines(here, customer), '', ...linkLines(here, customer)]),
      keyboard: [
        ...(orders === 0 ? [] : [[key(t.allOrders(orders), people.orders, { id, page: 0 })]]),
        ...(here.may(people.unlink)
          ? [
              [
                key(t.linkKeys.unlink, people.askUnlink, { id, customer: customer.id }),
                key(t.linkKeys.another, people.findCustomer, { id }),
              ],
            ]
          : []),
        ...bringOrdersRow(here),
        back(here, id),
      ],
    }
  }),

  screen(people.askUnlink, (here, { id, customer: customerId }) => {
    const t = here.t.personCards
    const customer = linkedAs(here, id, customerId)
    if (customer === null) return go(people.customer, { id }, t.linkChanged)
    const { orders } = purchasesOf(here.db, customer.id)
    return {
      text: t.unlinkAsked(personName(here, getPerson(here, id)), customerTitle(here, shownOf(customer)), orders),
      keyboard: [
        [
          key(here.t.admin.back, people.customer, { id }),
          key(t.linkKeys.unlinkYes, people.unlink, { id, customer: customerId }),
        ],
      ],
    }
  }),
  deed(people.unlink, (here, { id, customer: customerId }) => {
    const t = here.t.personCards
    if (linkedAs(here, id, customerId) === null) return go(people.customer, { id }, t.linkChanged)
    const linking = unlinkCustomer(here.db, customerId, here.at)
    const waits = linking?.kind === 'conflict'
    return go(people.customer, { id }, waits ? t.done.unlinkedWaits : t.done.unlinked)
  }),

  screen(
    people.findCustomer,
    (here, { id }) => ({
      text: here.t.personCards.customerAsked(personName(here, getPerson(here, id))),
      keyboard: [[key(here.t.admin.back, people.customer, { id })]],
    }),
    {
      words: takes(
        {
          async look(here, { values: { id }, said: { text } }) {
            const { personCards: t } = here.t
            const words = wordsToFind(text)
            if (words === null) return again(t.customerUnread)
            const { customers: found, total } = await findCustomersBy(here.db, words, { offset: 0, limit: 1 })
            const [first] = found
            if (first === undefined) return again(t.noSuchCustomer(words))
            return total === 1 ? go(people.askLink, { id, customer: first.id }) : words
          },
          do(here, { values: { id } }, words) {
            const search = keepWords(here.db, here.me, words, here.at)
            return search === null
              ? go(people.findCustomer, { id }, here.t.personCards.customerUnread)
              : go(people.customers, { id, search, page: 0 })
          },
        },
        here => here.t.personCards.customerUnread,
      ),
    },
  ),

  screen(people.customers, async (here, { id, search, page: wanted }) => {
    const t = here.t.personCards
    const words = findWords(here.db, here.me, search)
    if (words === null) return go(people.findCustomer, { id })
    const page = Math.max(0, wanted)
    const { customers: found, total } = await findCustomersBy(here.db, words, { offset: page * SIZE, limit: SIZE })
    const first = page * SIZE + 1
    return {
      text: lines([
        t.found(words, total),
        ...found.map((one, i) => t.foundRow(first + i, customerTitle(here, shownOf(one)), factsOf(here, one))),
      ]),
      keyboard: [
        ...pairs(
          found.map((one, i) =>
            key(shorten(`${first + i}. ${customerTitle(here, shownOf(one))}`, ALONE), people.askLink, {
              ...{ id, customer: one.id },
            }),
          ),
        ),
        ...pageRow(page => people.customers.data({ id, search, page }), { page, size: SIZE, total }),
        [key(here.t.admin.back, people.findCustomer, { id })],
      ],
    }
  }),

  screen(people.askLink, (here, { id, customer: customerId }) => {
    const t = here.t.personCards
    const customer = findCustomerById(here.db, customerId)
    if (customer === null) return go(people.findCustomer, { id }, t.noCustomerMore)
    if (customer.subscriberId === id) return go(people.customer, { id })
    const person = personName(here, getPerson(here, id))
    const before = findCustomerOf(here.db, id)
    const other = customer.subscriberId === null ? null : findSubscriberById(here.db, customer.subscriberId)
    return {
      text: lines([
        t.linkAsked(person, customerTitle(here, shownOf(customer))),
        ...customerLines(here, customer).slice(1),
        ...(other === null ? [] : [t.takenFrom(personName(here, other))]),
        ...(before === null ? [] : [t.insteadOf(customerTitle(here, shownOf(before)))]),
      ]),
      keyboard: [
        [
          key(here.t.admin.back, people.findCustomer, { id }),
          key(t.linkKeys.linkYes, people.link, { id, customer: customerId }),
        ],
      ],
    }
  }),
  deed(people.link, (here, { id, customer: customerId }) => {
    getPerson(here, id)
    if (findCustomerById(here.db, customerId) === null)
      return go(people.findCustomer, { id }, here.t.personCards.noCustomerMore)
    assignCustomer(here.db, customerId, id, here.at)
    return go(people.customer, { id }, here.t.personCards.done.linked)
  }),
]

/** The customer, if they still are the one that somebody is linked to. */
function linkedAs({ db }: Pick<Here, 'db'>, subscriberId: number, customerId: number): CustomerOf | null {
  const customer = findCustomerOf(db, subscriberId)
  return customer?.id === customerId ? customer : null
}

/** Who they are in the shop, and what they bought: how many orders, the sums, the newest with its lines. */
function customerLines(here: Here, customer: CustomerOf): Piece[] {
  const t = here.t.personCards
  const { orders, counted, spent, last } = purchasesOf(here.db, customer.id)
  return [
    t.customer(customerTitle(here, shownOf(customer))),
    orders === 0 ? t.noOrdersYet : t.bought(orders, counted, spentWords(spent, here.language)),
    ...(last === null ? [] : [t.lastIs, ...orderLines(here, last).filter(line => line !== null)]),
  ]
}

/** How it is known that it is them, and since when. */
function linkLines(here: Here, { linkedBy, linkedAt }: CustomerOf): Piece[] {
  const t = here.t.personCards
  const since = linkedAt === null ? null : date(linkedAt, here.zone(), here.language)
  return [t.linkedBy(t.links[linkedBy ?? 'admin'], since)]
}

/** What tells a customer from others of their name. */
function factsOf(here: Here, { phone, id, subscriberId }: CustomerOf): string[] {
  const t = here.t.personCards
  const { orders, spent } = purchasesOf(here.db, id)
  return [
    ...(phone === null ? [] : [t.phoneEnd(phone.slice(-4))]),
    orders === 0 ? t.noOrdersYet : t.bought(orders, orders, spentWords(spent, here.language)),
    ...(subscriberId === null ? [] : [t.isLinked]),
  ]
}

function shownOf({ id, ...customer }: CustomerOf) {
  return { customerId: id, ...customer }
}
