import { BETWEEN_VALUES, fieldOf, OWN, type OwnKind, ownKind, unguardCell } from '../../own-file.js'
import type { Mapping, Recognition, Role } from '../../role.js'
import type { Nobody, Person, Reading } from './person.js'

const ROLES: readonly (readonly [Role, string])[] = [
  ...(['telegram_id', 'phone', 'first_name', 'last_name', 'username', 'language', 'status'] as const).map(
    name => [name, name] as const,
  ),
  ['subscribed_at', 'subscribed_at'],
]
const PHONE = /^\+[1-9]\d{6,14}$/
const MOST_FIELDS = 200

/** What a file of ours is of people: all of them, or those of lists; null for every other file. */
function peopleIn(headers: readonly string[]): Extract<OwnKind, 'people' | 'list'> | null {
  const kind = ownKind(headers)
  return kind === 'people' || kind === 'list' ? kind : null
}

/** Makes out a file of people that went out of here, by nothing but its headers; null for every other file. */
export function recogniseOwn(headers: readonly string[]): Recognition | null {
  const kind = peopleIn(headers)
  if (kind === null) return null
  const roles: Mapping['roles'] = {}
  for (const [role, header] of ROLES) {
    const at = headers.indexOf(header)
    if (at >= 0) roles[role] = [at]
  }
  const fields = headers.flatMap((header, at) => (fieldOf(header) === null ? [] : [at])).slice(0, MOST_FIELDS)
  if (fields.length > 0) roles.field = fields
  return {
    ...{
      system: OWN,
      by: 'headers',
      candidates: {},
      questions: [],
      statuses: [],
      warnings: [],
      matchable: 'telegram_id',
    },
    verdict: { kind: 'accepted' },
    mapping: {
      ...{ kind: kind === 'people' ? 'subscribers' : 'list', system: OWN, roles, dates: {}, decimals: {} },
      fields: Object.fromEntries(fields.map(at => [String(at), fieldOf(headers[at] ?? '') ?? ''])),
      ...{ grouping: 'row', currency: null, statuses: {}, telegram: [], zone: 'utc', companies: null, switches: [] },
    },
  }
}

/** Reads the person of a row of ours: every cell says just what stands in it. @returns why there is none */
export function readOwnPerson(
  line: number,
  cells: readonly string[],
  mapping: Mapping,
  { headers, now }: Reading,
): Person | Nobody {
  const said = (header: string) => unguardCell(cells[headers.indexOf(header)] ?? '') || null
  const id = said('telegram_id') ?? ''
  const column = headers.indexOf('telegram_id')
  if (!/^[1-9]\d{0,14}$/.test(id)) return { reason: id === '' ? 'no_key' : 'telegram_id_invalid', column }
  const phone = said('phone')
  const subscribedAt = Date.parse(said('subscribed_at') ?? '')
  return {
    ...{ line, telegramId: Number(id), phone: phone !== null && PHONE.test(phone) ? phone : null, email: null },
    ...{ externalId: null, firstName: said('first_name'), lastName: said('last_name'), username: said('username') },
    ...{ language: said('language'), stopped: said('stopped') === 'yes', reachable: yesNo(said('reachable')) },
    subscribedAt: Number.isNaN(subscribedAt) || subscribedAt < 0 || subscribedAt > now ? null : subscribedAt,
    fields: fieldsOf(cells, mapping),
  }
}

function yesNo(word: string | null): boolean | null {
  return word === 'yes' ? true : word === 'no' ? false : null
}

function fieldsOf(cells: readonly string[], { roles, fields }: Mapping): Person['fields'] {
  return Object.fromEntries(
    (roles.field ?? []).flatMap(at => {
      const values = unguardCell(cells[at] ?? '').split(BETWEEN_VALUES)
      const [first = ''] = values
      const name = fields[String(at)] ?? ''
      return first === '' || name === '' ? [] : [[name, values.length === 1 ? first : values] as const]
    }),
  )
}
