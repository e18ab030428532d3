import { Composer } from 'grammy'
import { texts } from '../../../text/index.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { type Frequency, MOST_PER_DAY, MOST_PER_WEEK } from '../../preference.js'
import { onPress, stopClock } from '../../press.js'
import type { Topics } from '../ask.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { settingsCard } from './home.js'
import { showQuestion, wordsTopic } from './question.js'
import { capWords, isOff, marked } from './words.js'

const TOPIC = 'settings_frequency'

/** How often one person may be written to. */
export function frequencyFeature({ preferences }: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const show = (ctx: BotContext) => showQuestion(ctx, frequencyCard(ctx, preferences.frequency()), TOPIC)
  const change = async (ctx: BotContext, caps: Partial<Frequency>) => {
    if (!fits(caps)) return stopClock(ctx, unreadable(ctx))
    await ctx.deed(() => preferences.save.frequency({ ...preferences.frequency(), ...caps }))
    await show(ctx)
  }
  onPress(composer, presses.frequency, show)
  onPress(composer, presses.perDay, (ctx, { most }) => change(ctx, { perDay: most === 0 ? null : most }))
  onPress(composer, presses.perWeek, (ctx, { most }) => change(ctx, { perWeek: most === 0 ? null : most }))
  onPress(composer, presses.noCaps, ctx => change(ctx, { perDay: null, perWeek: null }))
  return composer
}

/** Both numbers, typed. */
export function frequencyTopics(deps: SettingsDeps): Topics {
  const { preferences } = deps
  return {
    [TOPIC]: wordsTopic(null, async (ctx, words) => {
      const t = texts(ctx.language).settingsCards
      const caps = parseFrequency(words)
      if (caps === null) return { problem: unreadable(ctx) }
      await ctx.deed(() => preferences.save.frequency(caps))
      return { card: settingsCard(deps, ctx, t.saved(t.frequency(capWords(caps, ctx.language)))) }
    }),
  }
}

/** Reads `3 a day, 10 a week`, `3/10`, `2 в день`, `off`; null when it is none of them. */
export function parseFrequency(input: string): Frequency | null {
  const text = input.toLowerCase().trim()
  if (isOff(text)) return { perDay: null, perWeek: null }
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const day = /(?:^|[^a-zа-яё])(?:day|daily|день|сутки)/u.exec(text)
  const week = /(?:^|[^a-zа-яё])(?:week|weekly|недел)/u.exec(text)
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2) return null
  if (second === undefined) {
    if ((day === null) === (week === null)) return null
    return checked(day === null ? { perDay: null, perWeek: first } : { perDay: first, perWeek: null })
  }
  const turned = day !== null && week !== null && week.index < day.index
  return checked(turned ? { perDay: second, perWeek: first } : { perDay: first, perWeek: second })
}

function checked(caps: Frequency): Frequency | null {
  return fits(caps) ? caps : null
}

function fits({ perDay, perWeek }: Partial<Frequency>): boolean {
  const within = (n: number | null | undefined, most: number) => n == null || (n >= 1 && n <= most)
  return within(perDay, MOST_PER_DAY) && within(perWeek, MOST_PER_WEEK)
}

function unreadable(ctx: BotContext): string {
  return texts(ctx.language).settingsCards.frequencyUnreadable(MOST_PER_DAY, MOST_PER_WEEK)
}

function frequencyCard(ctx: BotContext, { perDay, perWeek }: Frequency): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const day = (most: number | null) =>
    key(marked(most === null ? t.caps.anyDay : t.caps.day(most), most === perDay), presses.perDay, { most: most ?? 0 })
  const week = (most: number | null) =>
    key(marked(most === null ? t.caps.anyWeek : t.caps.week(most), most === perWeek), presses.perWeek, {
      most: most ?? 0,
    })
  return {
    text: t.frequencyAsked(capWords({ perDay, perWeek }, ctx.language)),
    keyboard: [
      [day(1), day(2)],
      [day(3), day(null)],
      [week(3), week(5)],
      [week(7), week(null)],
      [key(t.caps.off, presses.noCaps, {}), toGroup(admin.back, 'often')],
    ],
  }
}
