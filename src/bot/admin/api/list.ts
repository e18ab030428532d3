import { type ApiKey, findApiKey, listApiKeys, revokeApiKey } from '../../../crm/api-key.js'
import { date, dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { memberName } from '../../team.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { ORDERS_ONLY } from './add.js'
import { api } from './addresses.js'

const SIZE = 6
const NAME_LENGTH = 40

/** Keys of the API: what each may do, when it was last used, and an end to it. */
export const listPlaces: Entry[] = [
  screen(api.list, (here, { page: wanted }) => {
    const { admin, apiCards: t } = here.t
    const { total } = listApiKeys(here.db, { offset: 0, limit: 0 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { keys } = listApiKeys(here.db, { offset: page * SIZE, limit: SIZE })
    const number = (i: number) => page * SIZE + i + 1
    return {
      text: lines([
        t.title(total),
        t.what(`${here.publicUrl}/crm/openapi.json`),
        ...(total === 0
          ? []
          : ['', ...keys.map((one, i) => t.row(number(i), one.name, scopesOf(here, one), usedWords(here, one)))]),
      ]),
      keyboard: [
        ...pairs(keys.map(({ id, name }, i) => key(shorten(`${number(i)} ${name}`, BESIDE), api.open, { id }))),
        ...pageRow(api.list, { page, size: SIZE, total }),
        [key(t.keys.add, api.add, { scopes: ORDERS_ONLY }), toGroup(admin.back, 'data')],
      ],
    }
  }),

  screen(api.open, (here, { id }) => {
    const { admin, apiCards: t } = here.t
    const known = findApiKey(here.db, id)
    if (known === null || known.revokedAt !== null) return go(api.list, { page: 0 })
    const by = memberName(here.db, here, known.createdBy) ?? here.t.teamCards.nobodyYet(known.createdBy)
    return {
      text: lines([
        t.one(known.name, `${known.hint}…`),
        t.may(scopesOf(here, known)),
        t.since(shorten(by, NAME_LENGTH), date(known.createdAt, here.zone(), here.language)),
        usedWords(here, known),
      ]),
      keyboard: [[key(t.keys.revoke, api.revoke, { id }), key(admin.back, api.list, { page: 0 })]],
    }
  }),

  screen(api.revoke, (here, { id }) => {
    const { admin, apiCards: t } = here.t
    const known = findApiKey(here.db, id)
    if (known === null || known.revokedAt !== null) return go(api.list, { page: 0 })
    return {
      text: t.revokeAsked(known.name),
      keyboard: [[key(t.keys.revokeYes, api.revokeYes, { id }), key(admin.back, api.open, { id })]],
    }
  }),

  deed(api.revokeYes, ({ db, at, t }, { id }) => {
    const known = findApiKey(db, id)
    if (known === null || !revokeApiKey(db, id, at)) return go(api.list, { page: 0 })
    return go(api.list, { page: 0 }, t.apiCards.revoked(known.name))
  }),
]

/** What a key may do, in words. */
function scopesOf({ t }: Here, { scopes }: Pick<ApiKey, 'scopes'>): string {
  return scopes.map(scope => t.apiCards.scopes[scope]).join(', ')
}

function usedWords(here: Here, { lastUsedAt }: ApiKey): string {
  const { apiCards: t } = here.t
  return lastUsedAt === null ? t.neverUsed : t.used(dateTime(lastUsedAt, here.zone(), here.language, here.at))
}
