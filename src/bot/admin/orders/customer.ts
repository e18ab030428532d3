import { findCustomerById, purchasesOf } from '../../../audience/customer/bought.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { personalLink } from '../../../crm/personal-link.js'
import { code, lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, gone, screen, way } from '../../screen.js'
import { people } from '../people/addresses.js'
import { customerTitle, spentWords } from '../words/customer.js'
import { personName } from '../words/person.js'
import { orders } from './addresses.js'

/** One customer: what they bought, who they are, and the personal link that tells it, to copy or to be scanned. */
export const customerPlaces: Entry[] = [
  screen(orders.customer, (here, { id }) => {
    const { orderCards: t, personCards, admin } = here.t
    const customer = findCustomerById(here.db, id)
    const back = [key(admin.back, orders.links, { which: 0, page: 0 })]
    if (customer === null) return go(orders.links, { which: 0, page: 0 }, personCards.noCustomerMore)
    const { orders: all, counted, spent } = purchasesOf(here.db, id)
    const person = customer.subscriberId === null ? null : findSubscriberById(here.db, customer.subscriberId)
    const link = linkOf(here, id)
    return {
      text: lines([
        personCards.customer(customerTitle(here, { customerId: id, ...customer })),
        all === 0 ? personCards.noOrdersYet : personCards.bought(all, counted, spentWords(spent, here.language)),
        person === null
          ? t.isNobody
          : t.isSomebody(personName(here, person), personCards.links[customer.linkedBy ?? 'admin']),
        '',
        t.theirLink,
        code(link),
      ]),
      keyboard: [
        [{ label: t.keys.copy, copy: link }, key(t.keys.code, orders.code, { id })],
        ...(person === null ? [] : [[key(t.keys.person, people.below, { id: person.id })]]),
        back,
      ],
    }
  }),

  screen(
    orders.code,
    (here, { id }) => {
      const customer = findCustomerById(here.db, id)
      if (customer === null) return go(orders.links, { which: 0, page: 0 }, here.t.personCards.noCustomerMore)
      const { orderCards: t, sourceCards } = here.t
      return {
        text: t.codeOf(customerTitle(here, { customerId: id, ...customer })),
        picture: { kind: 'qr', address: linkOf(here, id) },
        keyboard: [[key(sourceCards.keys.close, orders.close, {})]],
      }
    },
    { picture: true, costly: true },
  ),
  way(orders.close, () => gone),
]

function linkOf({ db, tokens, bot }: Here, id: number): string {
  return personalLink(db, tokens, bot().username, id)
}
