import { Composer } from 'grammy'
import { z } from 'zod'
import { listAttributes } from '../../../audience/attribute.js'
import { listQuestions } from '../../../audience/question.js'
import { time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, type Rich } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { findStaffChat } from '../../replies/staff.js'
import { listTeam } from '../../team.js'
import { findOwnText, textNames } from '../../texts.js'
import { ask, type Topics, topic } from '../ask.js'
import { presses as home } from '../home/addresses.js'
import { type Group, groups, presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { groupCard, groupKeys, searchCard } from './group.js'
import { capWords, quietWords } from './words.js'

const SEARCH = 'settings_search'
const LONGEST_SEARCH = 40
const placeSchema = z.object({ place: z.object({ chat: z.int(), message: z.int() }) })

/** `/settings` for those who run the bot: how it is set, and the ways to change it. */
export function settingsHome(deps: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('settings', async ctx => {
    await ask(ctx, SEARCH, { place: await sendCard(ctx, settingsCard(deps, ctx)) })
  })
  onPress(composer, presses.home, ctx => showSettings(deps, ctx))
  onPress(composer, presses.group, async (ctx, { n }) => {
    const group = groups[n]
    if (group === undefined) return showSettings(deps, ctx)
    await showCard(ctx, groupCard(deps, ctx, group, standing(deps, ctx, group)))
  })
  onPress(composer, presses.privacy, async ctx => {
    const { admin, subscriber } = texts(ctx.language)
    const text = subscriber.privacy(deps.preferences.title() ?? ctx.me.first_name)
    await showCard(ctx, { text, keyboard: [[toGroup(admin.back, 'people')]] })
  })
  const { showTexts, showStaff, showOwn, showFields, showPlaces } = deps
  if (showTexts !== undefined) onPress(composer, presses.texts, ctx => showTexts(ctx))
  if (showStaff !== undefined) onPress(composer, presses.staff, ctx => showStaff(ctx))
  if (showOwn !== undefined) onPress(composer, presses.own, ctx => showOwn(ctx))
  if (showFields !== undefined) onPress(composer, presses.fields, ctx => showFields(ctx))
  if (showPlaces !== undefined) onPress(composer, presses.places, ctx => showPlaces(ctx))
  return composer
}

/** Shows the settings where the button was pressed; what is typed then is searched in them. */
export async function showSettings(deps: SettingsDeps, ctx: BotContext): Promise<void> {
  await ask(ctx, SEARCH, { place: await showCard(ctx, settingsCard(deps, ctx)) })
}

/** Words typed while the settings are open: the settings they mean, or, when they mean none, nothing of ours. */
export function searchTopics(deps: SettingsDeps): Topics {
  return {
    [SEARCH]: topic(placeSchema, async (ctx, { place }, message) => {
      const words = message.text?.trim() ?? ''
      const card = words.length > LONGEST_SEARCH ? null : searchCard(deps, ctx, words)
      if (card === null) return 'pass'
      return { topic: SEARCH, args: { place: await moveCard(ctx, card, place) } }
    }),
  }
}

/** @param note what has just been changed */
export function settingsCard(deps: SettingsDeps, ctx: BotContext, note: Piece | null = null): Card {
  const { settingsCards: t } = texts(ctx.language)
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title(deps.preferences.title() ?? ctx.me.first_name),
      '',
      ...groups.flatMap(group =>
        standing(deps, ctx, group)
          .map(line => t.line(t.groups[group], line))
          .slice(0, 1),
      ),
      '',
      t.typeToSearch,
    ]),
    keyboard: [...pairs(groupKeys(ctx)), [key(t.keys.menu, home.home, {})]],
  }
}

/** How things are set in a group, the shortest summary first. */
function standing(deps: SettingsDeps, ctx: BotContext, group: Group): Rich[] {
  const { db, preferences } = deps
  const { language } = ctx
  const { settingsCards: t } = texts(language)
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
      const place = `${zoneName(zone, language)} ${time(ctx.at, zone)}`
      return [t.now.shop([place, preferences.currency(), preferences.contact() ?? t.now.noContact].join(' · '))]
    }
    case 'data':
      return [t.now.data]
    case 'groups':
      return [t.now.groups(preferences.rfm().windowMonths, listAttributes(db).length)]
    case 'team':
      return [
        t.now.team(listTeam(db, deps).length, preferences.testPeople().length, findStaffChat(db)?.kind === 'bound'),
      ]
    case 'people':
      return [t.now.people]
    case 'mine':
      return [ctx.subscriber === null ? t.now.notSubscribed : t.now.mine]
  }
}
