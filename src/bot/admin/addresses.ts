import type { Access, Address } from '../address.js'
import { replies } from '../replies/addresses.js'
import { analysis } from './analysis/addresses.js'
import { answers } from './answers/addresses.js'
import { api } from './api/addresses.js'
import { broadcasts } from './broadcasts/addresses.js'
import { calendar } from './calendar/addresses.js'
import { campaigns } from './campaigns/addresses.js'
import { repeat } from './campaigns/repeat/addresses.js'
import { connections } from './connections/addresses.js'
import { control } from './control/addresses.js'
import { events } from './events/addresses.js'
import { exports } from './exports/addresses.js'
import { fields } from './fields/addresses.js'
import { goal } from './goal/addresses.js'
import { home } from './home/addresses.js'
import { imports } from './imports/addresses.js'
import { interests } from './interests/addresses.js'
import { ladder } from './ladder/addresses.js'
import { menu } from './menu/addresses.js'
import { offers } from './offers/addresses.js'
import { orders } from './orders/addresses.js'
import { people } from './people/addresses.js'
import { places } from './places/addresses.js'
import { results } from './results/addresses.js'
import { rfm } from './rfm/addresses.js'
import { segments } from './segments/addresses.js'
import { builder } from './segments/builder/addresses.js'
import { service } from './service/addresses.js'
import { settings } from './settings/addresses.js'
import { sources } from './sources/addresses.js'
import { summary } from './summary/addresses.js'
import { survey } from './survey/addresses.js'
import { team } from './team/addresses.js'
import { wordings } from './texts/addresses.js'
import { whois } from './whois/addresses.js'

const rooms: readonly Record<string, Pick<Address, 'name' | 'access'>>[] = [
  ...[
    analysis,
    answers,
    api,
    broadcasts,
    builder,
    calendar,
    campaigns,
    connections,
    control,
    events,
    exports,
    fields,
    goal,
    home,
    imports,
    interests,
    ladder,
  ],
  ...[
    menu,
    offers,
    orders,
    people,
    places,
    repeat,
    replies,
    results,
    rfm,
    segments,
    service,
    settings,
    sources,
    summary,
    survey,
    team,
    whois,
    wordings,
  ],
]

const access: ReadonlyMap<string, Access> = new Map(
  rooms.flatMap(room => Object.values(room).map(({ name, access }) => [name, access] as const)),
)

/** Who may press a button of this name; null for a name that no room of the team has. */
export function accessOf(name: string): Access | null {
  return access.get(name) ?? null
}
