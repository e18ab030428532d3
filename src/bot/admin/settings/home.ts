import { listAttributes } from '../../../audience/attribute.js'
import { findSubscriber } from '../../../audience/subscriber.js'
import { listQuestions } from '../../../audience/survey/question.js'
import { type Connection, hasCalled, listConnections, type Trouble } from '../../../crm/shop/connection.js'
import { hasFailedLast } from '../../../crm/shop/standing.js'
import { troubleNow } from '../../../crm/shop/trouble.js'
import { count, date, time, zoneName } from '../../../text/format.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { findStaffChat } from '../../replies/staff.js'
import { command, type Entry, go, pass, screen, takes, withMemo } from '../../screen.js'
import { findOwnText, textNames } from '../../settings/texts.js'
import { listTeam } from '../../team.js'
import { fields } from '../fields/addresses.js'
import { home } from '../home/addresses.js'
import { places } from '../places/addresses.js'
import { type Group, groups, settings, toGroup } from './addresses.js'
import { hundred } from './margin.js'
import { findWays, waysOf } from './ways.js'
import { capWords, quietWords } from './words.js'

const LONGEST_SEARCH = 40
const SHOPS = 3

/** So many words that mean no setting are looked for in vain; more are meant for people. */
const MOST_WORDS = 2

/** Words typed while the settings are open: the settings they mean; a longer text that means none is nothing of ours. */
const search = takes({
  look(here, { said: { text } }) {
    if (text.length > LONGEST_SEARCH) return pass
    if (findWays(here, text).length > 0) return withMemo(go(settings.found, {}), text)
    const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
    return words > 0 && words <= MOST_WORDS ? go(settings.home, {}, here.t.settingsCards.notFound(text)) : pass
  },
  do: () => go(settings.home, {}),
})

/** `/settings` for those who run the bot: how it is set, and the ways to change it, in eight groups. */
export const homePlaces: Entry[] = [
  command('settings', go(settings.home, {})),

  screen(
    settings.home,
    here => {
      const { settingsCards: t } = here.t
      return {
        text: lines([
          t.title(here.preferences.title() ?? here.bot().first_name),
          '',
          ...groups.flatMap(group =>
            standing(here, group)
              .map(line => t.line(t.groups[group], line))
              .slice(0, 1),
          ),
          '',
          t.typeToSearch,
        ]),
        keyboard: [
          ...pairs(groups.map((group, n) => key(t.groups[group], settings.group, { n }))),
          [key(t.keys.menu, home.home, {})],
        ],
      }
    },
    { words: search },
  ),

  screen(
    settings.found,
    (here, _, __, memo) => {
      const { admin, settingsCards: t } = here.t
      const found = findWays(here, memo ?? '')
      if (found.length === 0) return go(settings.home, {})
      return {
        text: t.searched(memo ?? '', found.length),
        keyboard: [
          ...pairs(found.map(({ name, data }) => ({ label: t.ways[name], data }))),
          [key(admin.back, settings.home, {})],
        ],
      }
    },
    { words: search },
  ),

  screen(settings.group, (here, { n }) => {
    const { admin, settingsCards: t } = here.t
    const group = groups[n]
    if (group === undefined) return go(settings.home, {})
    const keys = waysOf(here)
      .filter(way => way.group === group)
      .map(way => ({ label: t.ways[way.name], data: way.data }))
    return {
      text: t.groupAsked(t.groups[group], t.about[group], standing(here, group)),
      keyboard: [...pairs(keys), [key(admin.back, settings.home, {})]],
    }
  }),

  screen(settings.privacy, here => ({
    text: here.t.subscriber.privacy(here.preferences.title() ?? here.bot().first_name, here.preferences.kept()),
    keyboard: [[toGroup(here.t.admin.back, 'people')]],
  })),

  screen(settings.fields, () => go(fields.list, { page: 0 })),
  screen(settings.places, () => go(places.list, { page: 0 })),
]

/** How things are set in a group, the shortest summary first. */
function standing(here: Here, group: Group): Rich[] {
  const { db, preferences, language, adminIds, at, me } = here
  const { settingsCards: t } = here.t
  switch (group) {
    case 'read': {
      const own = textNames.filter(name => (['en', 'ru'] as const).some(one => findOwnText(db, name, one, null))).length
      return [t.now.read(own, textNames.length, listQuestions(db).length)]
    }
    case 'often': {
      const cap = capWords(preferences.frequency(), language)
      return [t.now.often(cap, preferences.quiet() === null ? null : quietWords(preferences.quiet(), language))]
    }
    case 'shop': {
      const zone = preferences.zone()
      const place = `${zoneName(zone, language)} ${time(at, zone)}`
      const margin = preferences.margin()
      const kept =
        margin === null
          ? t.now.noMargin
          : t.now.margin(count(margin, language), hundred(preferences.currency(), language))
      return [t.now.shop([place, preferences.currency(), preferences.contact() ?? t.now.noContact, kept].join(' · '))]
    }
    case 'data':
      return [dataWords(here)]
    case 'groups':
      return [t.now.groups(preferences.rfm().windowMonths, listAttributes(db).length)]
    case 'team': {
      const members = listTeam(db, { adminIds }).length
      return [t.now.team(members, preferences.testPeople().length, findStaffChat(db)?.kind === 'bound')]
    }
    case 'people':
      return [t.now.people(here.may(settings.staff))]
    case 'mine':
      return [findSubscriber(db, me) === null ? t.now.notSubscribed : t.now.mine]
  }
}

function standingOf(db: Here['db'], one: Connection): 'works' | 'waits' | 'failed' | Trouble {
  const trouble = troubleNow(db, one)
  if (trouble !== null) return trouble
  if (hasFailedLast(db, one.id)) return 'failed'
  return hasCalled(db, one.id) ? 'works' : 'waits'
}

/** Which shops bring their orders, and when the last file came. */
function dataWords({ db, zone, language, t: { settingsCards: t } }: Here): Rich {
  const shops = listConnections(db)
    .slice(0, SHOPS)
    .map(one => t.now.shopIs[standingOf(db, one)](one.name))
  const last = db.sql<{ at: number | null }>(`select max(at) as at from imports where state = 'done'`).get()?.at ?? null
  const file = last === null ? [] : [t.now.lastFile(date(last, zone(), language))]
  return shops.length + file.length === 0 ? t.now.data : rich`${[...shops, ...file].join(' · ')}`
}
