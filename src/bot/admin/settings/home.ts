import { Composer } from 'grammy'
import { time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, type Key, key, pairs, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { listTeam, roleOf } from '../../team.js'
import { presses as home } from '../home/presses.js'
import { presses as ladder } from '../ladder/presses.js'
import { presses as rfm } from '../rfm/presses.js'
import { presses as survey } from '../survey/presses.js'
import { presses as team } from '../team/presses.js'
import type { SettingsDeps } from './deps.js'
import { presses } from './presses.js'
import { capWords, quietWords } from './words.js'

/** `/settings` for those who run the bot: how it is set, and the ways to change it. */
export function settingsHome(deps: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('settings', async ctx => {
    await sendCard(ctx, settingsCard(deps, ctx))
  })
  onPress(composer, presses.home, ctx => showSettings(deps, ctx))
  const { showTexts, showStaff, showOwn, showFields, showPlaces } = deps
  if (showTexts !== undefined) onPress(composer, presses.texts, ctx => showTexts(ctx))
  if (showStaff !== undefined) onPress(composer, presses.staff, ctx => showStaff(ctx))
  if (showOwn !== undefined) onPress(composer, presses.own, ctx => showOwn(ctx))
  if (showFields !== undefined) onPress(composer, presses.fields, ctx => showFields(ctx))
  if (showPlaces !== undefined) onPress(composer, presses.places, ctx => showPlaces(ctx))
  return composer
}

/** Shows the settings where the button was pressed. */
export async function showSettings(deps: SettingsDeps, ctx: BotContext): Promise<void> {
  await showCard(ctx, settingsCard(deps, ctx))
}

/** @param note what has just been changed */
export function settingsCard(deps: SettingsDeps, ctx: BotContext, note: Piece | null = null): Card {
  const { db, preferences } = deps
  const { settingsCards: t } = texts(ctx.language)
  const zone = preferences.zone()
  const owner = ctx.from !== undefined && roleOf(db, deps, ctx.from.id) === 'owner'
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title(preferences.title() ?? ctx.me.first_name),
      '',
      t.frequency(capWords(preferences.frequency(), ctx.language)),
      t.quiet(quietWords(preferences.quiet(), ctx.language)),
      t.testPeople(preferences.testPeople().length),
      ...(owner ? [t.team(listTeam(db, deps).length)] : []),
      t.zone(zoneName(zone, ctx.language), time(ctx.at, zone)),
      t.language(t.languages[preferences.language()]),
      t.currency(preferences.currency()),
      t.contact(preferences.contact()),
    ]),
    keyboard: [...pairs(ways(deps, ctx, owner)), [key(t.keys.menu, home.home, {})]],
  }
}

function ways(deps: SettingsDeps, ctx: BotContext, owner: boolean): Key[] {
  const { fieldCards, placeCards, settingsCards } = texts(ctx.language)
  const { keys } = settingsCards
  return [
    ...(deps.showTexts === undefined ? [] : [key(keys.texts, presses.texts, {})]),
    ...(deps.showFields === undefined ? [] : [key(fieldCards.key, presses.fields, {})]),
    ...(deps.showPlaces === undefined ? [] : [key(placeCards.key, presses.places, {})]),
    key(keys.survey, survey.home, { page: 0 }),
    key(keys.frequency, presses.frequency, {}),
    key(keys.quiet, presses.quiet, {}),
    key(keys.testPeople, presses.testers, { page: 0 }),
    ...(deps.showStaff === undefined || !owner ? [] : [key(keys.staff, presses.staff, {})]),
    ...(owner ? [key(keys.team, team.list, { page: 0 })] : []),
    key(keys.zone, presses.zone, {}),
    key(keys.language, presses.language, {}),
    key(keys.shop, presses.shop, {}),
    key(keys.currency, presses.currency, {}),
    key(keys.rfm, rfm.home, {}),
    key(keys.ladder, ladder.home, {}),
    ...(deps.showOwn === undefined || ctx.subscriber === null ? [] : [key(keys.own, presses.own, {})]),
  ]
}
