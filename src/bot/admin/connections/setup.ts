import {
  findConnection,
  getConnection,
  keepSecret,
  moveConnection,
  newSecret,
  secretIn,
} from '../../../crm/shop/connection.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import { removeCard } from '../../card-message.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen, takes } from '../../screen.js'
import { home } from '../home/addresses.js'
import { connections } from './addresses.js'

const LONGEST_COPY = 256

/** What is done in the shop: the address, step by step, and the secret that it signs with. */
export const setupPlaces: Entry[] = [
  screen(connections.setup, (here, { id }) => {
    const { admin, connectionCards: t } = here.t
    const one = findConnection(here.db, id)
    if (one === null) return go(connections.list, { page: 0 })
    const address = addressOf(here, one)
    const next =
      one.kind === 'shopify'
        ? key(t.keys.toSecret, connections.secret, { id })
        : key(t.keys.done, connections.open, { id })
    return {
      text: lines([
        t.setup[one.kind](one.name, address, one.secret ?? '', here.preferences.currency()),
        ...doubts(here),
      ]),
      keyboard: [
        ...pairs([
          ...copyKey(t.keys.copy, address),
          ...(one.kind === 'woocommerce' && one.secret !== null ? copyKey(t.keys.copySecret, one.secret) : []),
        ]),
        ...(here.links().kind === 'shut' ? [[key(here.t.home.linksShut, home.links, {})]] : []),
        [next, key(admin.back, connections.list, { page: 0 })],
      ],
    }
  }),

  screen(
    connections.secret,
    (here, { id }) => {
      const { admin, connectionCards: t } = here.t
      const one = findConnection(here.db, id)
      if (one === null) return go(connections.list, { page: 0 })
      if (one.kind !== 'shopify') return go(connections.setup, { id })
      return {
        text: lines([t.secretAsked(one.name), one.secret === null ? null : t.secretKnown]),
        keyboard: [[key(admin.back, one.secret === null ? connections.setup : connections.open, { id })]],
      }
    },
    {
      words: takes(
        {
          look: () => null,
          do({ db, t }, { values: { id }, said }) {
            getConnection(db, id)
            const secret = secretIn(said.text)
            if (secret === null) return go(connections.secret, { id }, t.connectionCards.noSecret)
            keepSecret(db, id, secret)
            return go(connections.open, { id }, t.connectionCards.secretKept)
          },
          // What was sent may be a key to the shop's orders, also where it is not taken for one: it stays neither in the chat nor in our log.
          async after({ api, db, me }, { said }) {
            db.forgetTraces()
            await removeCard(api, { chat: me, message: said.message.message_id })
          },
        },
        here => here.t.asked.shopSecret,
      ),
    },
  ),

  screen(connections.renew, (here, { id }) => {
    const { admin, connectionCards: t } = here.t
    const one = findConnection(here.db, id)
    if (one === null) return go(connections.list, { page: 0 })
    if (one.kind === 'shopify') return go(connections.secret, { id })
    return {
      text: t.renewAsked[one.kind](one.name),
      keyboard: [[key(t.keys.renewYes, connections.renewYes, { id }), key(admin.back, connections.open, { id })]],
    }
  }),

  deed(connections.renewYes, ({ db, t }, { id }) => {
    const one = findConnection(db, id)
    if (one === null) return go(connections.list, { page: 0 })
    if (one.kind === 'shopify') return go(connections.secret, { id })
    if (one.kind === 'tilda') moveConnection(db, id)
    else keepSecret(db, id, newSecret())
    return go(connections.setup, { id }, t.connectionCards.renewed[one.kind])
  }),
]

/** Where a shop calls. Whoever knows it of Tilda can tell of orders, so only owners see it. */
function addressOf({ publicUrl }: Pick<Here, 'publicUrl'>, one: { kind: string; address: string }): string {
  return `${publicUrl}/in/${one.kind}/${one.address}`
}

/** Why a shop may not get through, as far as it is known here. */
function doubts({ publicUrl, links, t: { connectionCards: t } }: Here): string[] {
  return [...(publicUrl.startsWith('https:') ? [] : [t.needsHttps]), ...(links().kind === 'shut' ? [t.isShut] : [])]
}

function copyKey(label: string, text: string): Key[] {
  return text.length > LONGEST_COPY ? [] : [{ label, copy: text }]
}
