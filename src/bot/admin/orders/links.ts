import { findCustomersBy } from '../../../audience/customer/bought.js'
import { countUnlinked, UNLINKED, type Unlinked } from '../../../crm/unlinked.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, screen, takes, type Words } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { unlessSlow } from '../patience.js'
import { findWords, keepWords, wordsToFind } from '../search.js'
import { bar } from '../words/bar.js'
import { customerTitle } from '../words/customer.js'
import { orders } from './addresses.js'
import { CODES, isFar, linkFilePlaces } from './links-file.js'

const SIZE = 6
const LOOK_MS = 1_000

/** Typed words look for one customer, by number, phone, e-mail or name. */
const search: Words<'which' | 'page'> = takes(
  {
    async look(here, { said: { text } }) {
      const { orderCards: t, personCards } = here.t
      const words = wordsToFind(text)
      if (words === null) return again(t.linkAsked)
      const { customers: found, total } = await findCustomersBy(here.db, words, { offset: 0, limit: 1 })
      const [first] = found
      if (first === undefined) return again(personCards.noSuchCustomer(words))
      return total === 1 ? go(orders.customer, { id: first.id }) : words
    },
    do(here, { values }, words) {
      const search = keepWords(here.db, here.me, words, here.at)
      return search === null ? go(orders.links, values) : go(orders.found, { search, page: 0 })
    },
  },
  here => here.t.orderCards.linkAsked,
)

/** Personal links of customers who are nobody's yet: how many there are and were used, all of them as files, or one of them. */
export const linkPlaces: Entry[] = [
  screen(
    orders.links,
    async (here, { which: number, page: wanted }) => {
      const { orderCards: t, admin } = here.t
      const which = UNLINKED[number] ?? 'all'
      const back = [key(admin.back, orders.home, {})]
      const found = await unlessSlow(countUnlinked(here.db, here.at), null)
      if (found === null) return { text: lines([t.linksTitle, '', t.tooLong]), keyboard: [back] }
      const total = found.unlinked[which]
      const page = pageWithin(wanted, { size: CODES, total })
      const [from, to] = [page * CODES + 1, Math.min(total, (page + 1) * CODES)]
      return {
        text: lines([
          t.linksTitle,
          t.linksHelp,
          '',
          t.unlinked(found.unlinked.all, found.customers),
          t.linksUsed(found.used, found.linked),
          '',
          found.customers === 0 ? t.noCustomers : t.linkOrType,
        ]),
        keyboard: [
          ...(found.unlinked.all === 0
            ? []
            : pairs(
                UNLINKED.map((one, i) =>
                  key(labelOf(here, one, which, found.unlinked[one]), orders.links, { which: i, page: 0 }),
                ),
              )),
          ...(total === 0
            ? []
            : [
                [key(t.keys.links(total), orders.linksFile, { which: number })],
                [
                  key(total <= CODES ? t.keys.allCodes(total) : t.keys.codes(from, to), orders.codes, {
                    which: number,
                    page,
                  }),
                ],
                ...pageRow(page => orders.links.data({ which: number, page }), { page, size: CODES, total }),
              ]),
          back,
        ],
      }
    },
    { costly: true, words: search },
  ),

  ...linkFilePlaces,

  screen(orders.making, (here, { which }) => {
    const { orderCards: t, exportCards } = here.t
    const far = here.exports.far(here.me)
    if (far === undefined) return go(orders.links, { which, page: 0 })
    return {
      text: lines([t.making, ...(isFar(far) ? [bar(far.done, far.of)] : [exportCards.sending()])]),
      keyboard: [[key(exportCards.stop, orders.stopMaking, { which })]],
      again: LOOK_MS,
    }
  }),
  deed(orders.stopMaking, {
    look: () => null,
    do: (_, { which }) => go(orders.making, { which }),
    hint: here => void here.exports.stop(here.me),
  }),

  screen(orders.found, async (here, { search, page: wanted }) => {
    const { personCards: t, admin } = here.t
    const words = findWords(here.db, here.me, search)
    if (words === null) return go(orders.links, { which: 0, page: 0 })
    const page = Math.max(0, wanted)
    const { customers: found, total } = await findCustomersBy(here.db, words, { offset: page * SIZE, limit: SIZE })
    return {
      text: t.found(words, total),
      keyboard: [
        ...found.map(({ id, ...one }) => [
          key(shorten(customerTitle(here, { customerId: id, ...one }), ALONE), orders.customer, { id }),
        ]),
        ...pageRow(page => orders.found.data({ search, page }), { page, size: SIZE, total }),
        [key(admin.back, orders.links, { which: 0, page: 0 })],
      ],
    }
  }),
]

function labelOf({ t: { orderCards: t } }: Here, one: Unlinked, chosen: Unlinked, customers: number): string {
  return `${one === chosen ? '✅ ' : ''}${t.which[one](customers)}`
}
