import { createApiKey, findApiKey, SCOPES, type Scope } from '../../../crm/api-key.js'
import { key } from '../../card.js'
import { type Entry, go, screen, way, withMemo, words } from '../../screen.js'
import { api } from './addresses.js'

const bitOf = (scope: Scope) => 2 ** SCOPES.indexOf(scope)

/** What is ticked at first: what most come for, and no more. */
export const ORDERS_ONLY = bitOf('orders')

const ticked = (scopes: number) => SCOPES.filter(scope => (scopes & bitOf(scope)) !== 0)

/** A new key: what it may do is ticked, its name typed, and then it is shown, once. */
export const addPlaces: Entry[] = [
  screen(
    api.add,
    ({ t: { admin, apiCards: t } }, { scopes }) => ({
      text: t.addAsked,
      keyboard: [
        ...SCOPES.map(scope => [
          key(t.tick(ticked(scopes).includes(scope), t.scopeKeys[scope]), api.add, { scopes: scopes ^ bitOf(scope) }),
        ]),
        [key(admin.back, api.list, { page: 0 })],
      ],
    }),
    {
      words: words(
        ({ db, me, at }, { scopes }, { text }) => {
          const made = createApiKey(db, { name: text, scopes: ticked(scopes), by: me }, at)
          return withMemo(go(api.made, { id: made.id }), made.text)
        },
        here => here.t.asked.apiKeyName,
      ),
    },
  ),

  screen(
    api.made,
    ({ db, t: { apiCards: t } }, { id }, _, text) => {
      const known = findApiKey(db, id)
      if (known === null || text === null) return go(api.list, { page: 0 })
      return {
        text: t.made(known.name, text),
        keyboard: [[{ label: t.keys.copy, copy: text }, key(t.keys.done, api.done, {})]],
      }
    },
    { kept: false },
  ),

  // The list stands where the key stood.
  way(api.done, ({ db }) => {
    db.forgetTraces()
    return go(api.list, { page: 0 })
  }),
]
