import { findSubscriber } from '../../../audience/subscriber.js'
import { fold } from '../../../text/fold.js'
import { texts } from '../../../text/index.js'
import type { Here } from '../../here.js'
import { analysis } from '../analysis/addresses.js'
import { answers } from '../answers/addresses.js'
import { api } from '../api/addresses.js'
import { connections } from '../connections/addresses.js'
import { control } from '../control/addresses.js'
import { events } from '../events/addresses.js'
import { exports } from '../exports/addresses.js'
import { imports } from '../imports/addresses.js'
import { interests } from '../interests/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { menu } from '../menu/addresses.js'
import { orders } from '../orders/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { service } from '../service/addresses.js'
import { summary } from '../summary/addresses.js'
import { survey } from '../survey/addresses.js'
import { team } from '../team/addresses.js'
import { type Group, settings } from './addresses.js'

/** The name of a setting among the words of the screen. */
type WayName = keyof ReturnType<typeof texts>['settingsCards']['ways']

/** A setting: in which group it stands, and where its button leads. */
type Way = { name: WayName; group: Group; data: string }

/** The settings that this person may open, in the order of their groups. */
export function waysOf(here: Here): Way[] {
  const owner = here.role === 'owner'
  const all: (Way | null)[] = [
    { name: 'texts', group: 'read', data: settings.texts.data({}) },
    { name: 'menu', group: 'read', data: menu.list.data({}) },
    { name: 'answers', group: 'read', data: answers.list.data({ page: 0 }) },
    { name: 'survey', group: 'read', data: survey.home.data({ page: 0 }) },
    { name: 'frequency', group: 'often', data: settings.frequency.data({}) },
    { name: 'quiet', group: 'often', data: settings.quiet.data({}) },
    { name: 'interests', group: 'often', data: interests.list.data({}) },
    owner ? { name: 'control', group: 'often', data: control.home.data({}) } : null,
    { name: 'shop', group: 'shop', data: settings.shop.data({}) },
    { name: 'zone', group: 'shop', data: settings.zone.data({}) },
    { name: 'language', group: 'shop', data: settings.language.data({}) },
    { name: 'currency', group: 'shop', data: settings.currency.data({}) },
    { name: 'margin', group: 'shop', data: settings.margin.data({}) },
    { name: 'places', group: 'shop', data: settings.places.data({}) },
    { name: 'import', group: 'data', data: imports.home.data({ page: 0 }) },
    { name: 'orders', group: 'data', data: orders.home.data({}) },
    { name: 'list', group: 'data', data: analysis.list.data({ offer: 0 }) },
    { name: 'connections', group: 'data', data: connections.list.data({ page: 0 }) },
    { name: 'clickIds', group: 'data', data: settings.clickIds.data({}) },
    owner ? { name: 'apiKeys', group: 'data', data: api.list.data({ page: 0 }) } : null,
    { name: 'events', group: 'data', data: events.list.data({ page: 0 }) },
    { name: 'service', group: 'data', data: service.home.data({}) },
    { name: 'rfm', group: 'groups', data: rfm.home.data({}) },
    { name: 'ladder', group: 'groups', data: ladder.home.data({}) },
    { name: 'fields', group: 'groups', data: settings.fields.data({}) },
    owner ? { name: 'team', group: 'team', data: team.list.data({ page: 0 }) } : null,
    { name: 'testPeople', group: 'team', data: settings.testers.data({ page: 0 }) },
    owner ? { name: 'acts', group: 'team', data: team.acts.data({ page: 0 }) } : null,
    owner ? { name: 'staff', group: 'team', data: settings.staff.data({}) } : null,
    owner ? { name: 'everything', group: 'people', data: exports.home.data({}) } : null,
    { name: 'privacy', group: 'people', data: settings.privacy.data({}) },
    { name: 'kept', group: 'people', data: settings.kept.data({}) },
    owner ? { name: 'weekly', group: 'mine', data: summary.week.data({ week: 0 }) } : null,
    findSubscriber(here.db, here.me) === null ? null : { name: 'own', group: 'mine', data: settings.own.data({}) },
  ]
  return all.filter(way => way !== null)
}

/** The settings that typed words mean, in either language; none where they mean none. */
export function findWays(here: Here, words: string): Way[] {
  const wanted = fold(words)
  if (wanted === '') return []
  return waysOf(here).filter(({ name, group }) =>
    (['en', 'ru'] as const).some(language => {
      const { ways, alsoCalled, groups } = texts(language).settingsCards
      return wordsOf(`${ways[name]} ${alsoCalled[name]} ${groups[group]}`).some(word => word.startsWith(wanted))
    }),
  )
}

/** Every place in a text where a word begins, up to its end: so that "quiet h" finds "Quiet hours". */
function wordsOf(text: string): string[] {
  const plain = fold(text)
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(match => plain.slice(match.index))
}
