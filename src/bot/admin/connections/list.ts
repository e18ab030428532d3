import {
  beginConnection,
  type Connection,
  hasCalled,
  listConnections,
  SHOP_KINDS,
  SHOP_NAMES,
} from '../../../crm/shop/connection.js'
import { hasFailedLast, hasKnocked } from '../../../crm/shop/standing.js'
import { troubleNow } from '../../../crm/shop/trouble.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { api } from '../api/addresses.js'
import { orders } from '../orders/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { settings, toGroup } from '../settings/addresses.js'
import { connections } from './addresses.js'

const SIZE = 6

/** Shops that are connected, and the ways to connect another. */
export const listPlaces: Entry[] = [
  screen(connections.list, (here, { page: wanted }) => {
    const { admin, connectionCards: t } = here.t
    const all = listConnections(here.db)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    const shown = all.slice(page * SIZE, (page + 1) * SIZE)
    const owner = here.may(connections.add)
    return {
      text: lines([
        t.title(all.length),
        t.what,
        ...shown.map(one => t.row(one.name, standingWords(here, one))),
        owner ? null : t.ownersOnly,
      ]),
      keyboard: [
        ...shown.map(one => [
          key(shorten(t.open(one.name, marksOf(here, one)), ALONE), connections.open, { id: one.id }),
        ]),
        ...pageRow(connections.list, { page, size: SIZE, total: all.length }),
        ...pairs([
          ...(owner
            ? [
                ...SHOP_KINDS.map((kind, i) =>
                  key(t.add(SHOP_NAMES[kind], all.length > 0), connections.add, { kind: i }),
                ),
                key(t.keys.retail, connections.retail, {}),
                key(t.keys.api, api.list, { page: 0 }),
              ]
            : []),
          here.may(settings.home) ? toGroup(admin.back, 'data') : key(admin.back, orders.home, {}),
        ]),
      ],
    }
  }),

  deed(connections.add, ({ db, me, at }, { kind }) => {
    const wanted = SHOP_KINDS[kind]
    if (wanted === undefined) return go(connections.list, { page: 0 })
    return go(connections.setup, { id: beginConnection(db, wanted, me, at) })
  }),
]

/** How a connection stands, in a few words. */
export function standingWords({ db, t: { connectionCards: t } }: Pick<Here, 'db' | 't'>, one: Connection): string {
  const trouble = troubleNow(db, one)
  if (trouble !== null) return t.troubled[trouble]
  if (hasCalled(db, one.id)) return hasFailedLast(db, one.id) ? t.lastFailed : t.works
  if (one.kind === 'shopify' && one.secret === null) return t.noSecretYet
  return hasKnocked(db, one.id) ? t.knocked : t.waits
}

function marksOf({ db }: Here, one: Connection): 'trouble' | 'works' | 'waits' {
  if (troubleNow(db, one) !== null || hasFailedLast(db, one.id)) return 'trouble'
  return hasCalled(db, one.id) ? 'works' : 'waits'
}
