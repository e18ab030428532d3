import { fold } from '../../../text/fold.js'
import { texts } from '../../../text/index.js'
import { type Card, type Key, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Press } from '../../press.js'
import { roleOf } from '../../team.js'
import { listPress } from '../analysis/addresses.js'
import { presses as ladder } from '../ladder/addresses.js'
import { presses as rfm } from '../rfm/addresses.js'
import { presses as survey } from '../survey/addresses.js'
import { presses as team } from '../team/addresses.js'
import { type Group, groups, presses } from './addresses.js'
import type { SettingsDeps } from './deps.js'

/** The name of a setting among the words of the screen. */
type WayName = keyof ReturnType<typeof texts>['settingsCards']['ways']

/** A setting: in which group it stands, and where its button leads. */
type Way = { name: WayName; group: Group; data: string }

/** The settings that this person may open, in the order of their groups. */
function waysFor(deps: SettingsDeps, ctx: BotContext): Way[] {
  const owner = ctx.from !== undefined && roleOf(deps.db, deps, ctx.from.id) === 'owner'
  const plain = (definition: Press<never>) => definition.data({})
  const all: (Way | null)[] = [
    deps.showTexts === undefined ? null : { name: 'texts', group: 'read', data: plain(presses.texts) },
    { name: 'survey', group: 'read', data: survey.home.data({ page: 0 }) },
    { name: 'frequency', group: 'often', data: plain(presses.frequency) },
    { name: 'quiet', group: 'often', data: plain(presses.quiet) },
    { name: 'shop', group: 'shop', data: plain(presses.shop) },
    { name: 'zone', group: 'shop', data: plain(presses.zone) },
    { name: 'language', group: 'shop', data: plain(presses.language) },
    { name: 'currency', group: 'shop', data: plain(presses.currency) },
    deps.showPlaces === undefined ? null : { name: 'places', group: 'shop', data: plain(presses.places) },
    { name: 'list', group: 'data', data: listPress.data({ offer: 0 }) },
    { name: 'rfm', group: 'groups', data: plain(rfm.home) },
    { name: 'ladder', group: 'groups', data: plain(ladder.home) },
    deps.showFields === undefined ? null : { name: 'fields', group: 'groups', data: plain(presses.fields) },
    owner ? { name: 'team', group: 'team', data: team.list.data({ page: 0 }) } : null,
    { name: 'testPeople', group: 'team', data: presses.testers.data({ page: 0 }) },
    owner && deps.showStaff !== undefined ? { name: 'staff', group: 'team', data: plain(presses.staff) } : null,
    { name: 'privacy', group: 'people', data: plain(presses.privacy) },
    deps.showOwn === undefined || ctx.subscriber === null
      ? null
      : { name: 'own', group: 'mine', data: plain(presses.own) },
  ]
  return all.filter(way => way !== null)
}

/** The ways into the eight groups. */
export function groupKeys(ctx: BotContext): Key[] {
  const t = texts(ctx.language).settingsCards
  return groups.map((group, n) => key(t.groups[group], presses.group, { n }))
}

/** One group: what is in it, and how it is now. */
export function groupCard(deps: SettingsDeps, ctx: BotContext, group: Group, now: Card['text'][]): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const keys = waysFor(deps, ctx)
    .filter(way => way.group === group)
    .map(way => ({ label: t.ways[way.name], data: way.data }))
  return {
    text: t.groupAsked(t.groups[group], t.about[group], now),
    keyboard: [...pairs(keys), [key(admin.back, presses.home, {})]],
  }
}

/** The settings that typed words mean, in either language; null when they mean none. */
export function searchCard(deps: SettingsDeps, ctx: BotContext, words: string): Card | null {
  const { admin, settingsCards: t } = texts(ctx.language)
  const wanted = fold(words)
  if (wanted === '') return null
  const found = waysFor(deps, ctx).filter(({ name, group }) =>
    (['en', 'ru'] as const).some(language => {
      const { ways, alsoCalled, groups } = texts(language).settingsCards
      return wordsOf(`${ways[name]} ${alsoCalled[name]} ${groups[group]}`).some(word => word.startsWith(wanted))
    }),
  )
  if (found.length === 0) return null
  return {
    text: t.searched(words, found.length),
    keyboard: [
      ...pairs(found.map(({ name, data }) => ({ label: t.ways[name], data }))),
      [key(admin.back, presses.home, {})],
    ],
  }
}

/** Every place in a text where a word begins, up to its end: so that "quiet h" finds "Quiet hours". */
function wordsOf(text: string): string[] {
  const plain = fold(text)
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(match => plain.slice(match.index))
}
