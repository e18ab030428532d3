import { Composer } from 'grammy'
import type { QuietHours } from '../../../delivery/hours.js'
import { zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { usualQuiet } from '../../preference.js'
import { onPress, stopClock } from '../../press.js'
import type { Topics } from '../ask.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { settingsCard } from './home.js'
import { showQuestion, wordsTopic } from './question.js'
import { clockOf, isOff, marked, quietWords } from './words.js'

const TOPIC = 'settings_quiet'
const DAY_MINUTES = 24 * 60

/** The hours in which nobody is disturbed. */
export function quietFeature({ preferences }: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const show = (ctx: BotContext) => showQuestion(ctx, quietCard(ctx, preferences.quiet(), preferences.zone()), TOPIC)
  const change = async (ctx: BotContext, hours: Partial<QuietHours>) => {
    const quiet = { ...(preferences.quiet() ?? usualQuiet), ...hours }
    if (quiet.from === quiet.to || !isMinute(quiet.from) || !isMinute(quiet.to)) {
      return stopClock(ctx, texts(ctx.language).settingsCards.quietSame)
    }
    await ctx.deed(() => preferences.save.quiet(quiet))
    await show(ctx)
  }
  onPress(composer, presses.quiet, show)
  onPress(composer, presses.from, (ctx, { minute }) => change(ctx, { from: minute }))
  onPress(composer, presses.to, (ctx, { minute }) => change(ctx, { to: minute }))
  onPress(composer, presses.noQuiet, async ctx => {
    await ctx.deed(() => preferences.save.quiet(null))
    await show(ctx)
  })
  return composer
}

/** From and to, typed. */
export function quietTopics(deps: SettingsDeps): Topics {
  const { preferences } = deps
  return {
    [TOPIC]: wordsTopic(null, async (ctx, words) => {
      const t = texts(ctx.language).settingsCards
      const quiet = isOff(words) ? null : parseQuiet(words)
      if (quiet === undefined) return { problem: t.quietUnreadable }
      if (quiet !== null && quiet.from === quiet.to) return { problem: t.quietSame }
      await ctx.deed(() => preferences.save.quiet(quiet))
      return { card: settingsCard(deps, ctx, t.saved(t.quiet(quietWords(quiet, ctx.language)))) }
    }),
  }
}

const CLOCK = String.raw`(\d{1,2})(?:[:.](\d{2}))? ?([ap])?\.?(?:m\.?)?`
const FROM_TO = new RegExp(`^${CLOCK}(?: - | )${CLOCK}$`)

/** Reads `22-9`, `22:00–09:00`, `from 10 pm to 9 am`, `с 22 до 9`; undefined when it is none of them. */
export function parseQuiet(input: string): QuietHours | undefined {
  const text = input
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<![a-zа-яё])(?:from|between|с|со)(?![a-zа-яё])/gu, ' ')
    .replace(/(?<![a-zа-яё])(?:to|till|until|and|до|по|и)(?![a-zа-яё])|[-‐‑‒–—−]/gu, ' - ')
    .replace(/(?<=\d)\s*(?:h|ч|час(?:а|ов)?|o'?clock)(?![a-zа-яё])\.?/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const match = FROM_TO.exec(text)
  if (match === null) return undefined
  const from = minuteOf(match[1], match[2], match[3])
  const to = minuteOf(match[4], match[5], match[6])
  return from === null || to === null ? undefined : { from, to }
}

/** Minutes after midnight; 24:00 is midnight. null when no clock shows this. */
function minuteOf(hours = '', minutes = '0', half?: string): number | null {
  if (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)) return null
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0)
  const minute = hour * 60 + Number(minutes)
  return Number(minutes) > 59 || minute > DAY_MINUTES ? null : minute % DAY_MINUTES
}

function isMinute(n: number): boolean {
  return n >= 0 && n < DAY_MINUTES
}

function quietCard(ctx: BotContext, quiet: QuietHours | null, zone: string): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const from = (hour: number) =>
    key(marked(t.from(clockOf(hour * 60)), quiet?.from === hour * 60), presses.from, { minute: hour * 60 })
  const to = (hour: number) =>
    key(marked(t.to(clockOf(hour * 60)), quiet?.to === hour * 60), presses.to, { minute: hour * 60 })
  return {
    text: t.quietAsked(
      t.quietNow(quiet === null ? null : quietWords(quiet, ctx.language), zoneName(zone, ctx.language)),
    ),
    keyboard: [
      [from(20), from(21)],
      [from(22), from(23)],
      [to(7), to(8)],
      [to(9), to(10)],
      [key(t.quietOff, presses.noQuiet, {}), toGroup(admin.back, 'often')],
    ],
  }
}
