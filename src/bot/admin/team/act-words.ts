import type { Texts } from '../../../text/index.js'
import { replies } from '../../replies/addresses.js'
import { analysis } from '../analysis/addresses.js'
import { answers } from '../answers/addresses.js'
import { api } from '../api/addresses.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { campaigns } from '../campaigns/addresses.js'
import { repeat } from '../campaigns/repeat/addresses.js'
import { connections } from '../connections/addresses.js'
import { control } from '../control/addresses.js'
import { events } from '../events/addresses.js'
import { exports } from '../exports/addresses.js'
import { fields } from '../fields/addresses.js'
import { goal } from '../goal/addresses.js'
import { home } from '../home/addresses.js'
import { imports } from '../imports/addresses.js'
import { interests } from '../interests/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { library } from '../library/addresses.js'
import { menu } from '../menu/addresses.js'
import { offers } from '../offers/addresses.js'
import { orders } from '../orders/addresses.js'
import { people } from '../people/addresses.js'
import { places } from '../places/addresses.js'
import { results } from '../results/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { segments } from '../segments/addresses.js'
import { builder } from '../segments/builder/addresses.js'
import { service } from '../service/addresses.js'
import { settings } from '../settings/addresses.js'
import { sources } from '../sources/addresses.js'
import { summary } from '../summary/addresses.js'
import { survey } from '../survey/addresses.js'
import { wordings } from '../texts/addresses.js'
import { whois } from '../whois/addresses.js'
import { type Named, phrases, type Words } from './act-phrases.js'
import { team } from './addresses.js'

/** The rooms, for deeds without a phrase of their own. */
const rooms: Record<keyof Words['rooms'], readonly Readonly<Record<string, Named>>[]> = {
  home: [home],
  offers: [offers, library],
  broadcasts: [broadcasts, service, results],
  campaigns: [campaigns, repeat],
  segments: [segments, builder, analysis],
  groups: [rfm, ladder],
  people: [people],
  orders: [orders, whois],
  replies: [replies],
  sources: [sources, goal],
  survey: [survey],
  fields: [fields],
  places: [places],
  texts: [wordings, answers, menu],
  settings: [settings, interests, control, api, connections, events, summary],
  exports: [exports, imports],
  team: [team],
}

const phraseOf = byName(phrases, named => named)

const roomOf = byName(rooms, room => room.flatMap(addresses => Object.values(addresses)))

/** What was done there, in a few words; the room where it has no phrase of its own. @param address as in the audit log */
export function actWords({ acts: t }: Texts, address: string): string {
  const [name = ''] = address.split(':')
  const phrase = phraseOf.get(name)
  if (phrase !== undefined) return t.done[phrase]
  const room = roomOf.get(name)
  return room === undefined ? t.elsewhere : t.inRoom(t.rooms[room])
}

function byName<Word extends string, Of>(
  all: Record<Word, readonly Of[]>,
  named: (of: readonly Of[]) => readonly Named[],
): Map<string, Word> {
  const found = new Map<string, Word>()
  for (const word in all) for (const { name } of named(all[word])) found.set(name, word)
  return found
}
