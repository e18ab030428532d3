import { createApiKey, findApiKey, newestApiKey } from '../../../crm/api-key.js'
import { retailTemplate } from '../../../crm/shop/retailcrm.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import { deed, type Entry, go, screen, withMemo } from '../../screen.js'
import { api } from '../api/addresses.js'
import { connections } from './addresses.js'

/** retailCRM: it sends what its triggers are told to, so it gets a key and a text to paste. */
export const retailPlaces: Entry[] = [
  screen(connections.retail, ({ db, t: { admin, connectionCards: t } }) => ({
    text: t.retail,
    keyboard: [
      [
        key(t.keys.makeKey, connections.retailKey, { generation: newestApiKey(db) }),
        key(admin.back, connections.list, { page: 0 }),
      ],
    ],
  })),

  deed(connections.retailKey, ({ db, me, at }, { generation }) => {
    // Pressed twice: the key that it made is shown once.
    if (isPassed(generation, newestApiKey(db))) return go(api.list, { page: 0 })
    const made = createApiKey(db, { name: 'retailCRM', scopes: ['orders'], by: me }, at)
    return withMemo(go(connections.retailMade, { id: made.id }), made.text)
  }),

  screen(
    connections.retailMade,
    ({ db, publicUrl, preferences, t: { apiCards, connectionCards: t } }, { id }, _, text) => {
      if (findApiKey(db, id) === null || text === null) return go(connections.list, { page: 0 })
      return {
        text: t.retailMade(`${publicUrl}/crm/orders`, text, retailTemplate(preferences.currency())),
        keyboard: [
          [
            { label: t.keys.copyKey, copy: `Bearer ${text}` },
            { label: t.keys.copy, copy: `${publicUrl}/crm/orders` },
          ],
          // The list of keys stands where the key stood.
          [key(apiCards.keys.done, api.done, {})],
        ],
      }
    },
    { kept: false },
  ),
]
