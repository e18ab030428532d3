import type { QuietHours } from '../../../delivery/gate/hours.js'
import { quietWays } from '../../../delivery/gate.js'
import { clockOf, zoneName } from '../../../text/format.js'
import { key, pairs } from '../../card.js'
import { again, type Doing, deed, type Entry, go, type Outcome, say, screen, takes } from '../../screen.js'
import { usualQuiet } from '../../settings/preference.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'
import { isOff, quietWords } from './words.js'

const DAY_MINUTES = 24 * 60

/** The hours in which nobody is disturbed. */
export const quietPlaces: Entry[] = [
  screen(
    settings.quiet,
    here => {
      const { admin, settingsCards: t } = here.t
      const quiet = here.preferences.quiet()
      const from = (hour: number) =>
        key(marked(t.from(clockOf(hour * 60)), quiet?.from === hour * 60), settings.from, { minute: hour * 60 })
      const to = (hour: number) =>
        key(marked(t.to(clockOf(hour * 60)), quiet?.to === hour * 60), settings.to, { minute: hour * 60 })
      const way = here.preferences.quietWay()
      const now = quiet === null ? null : quietWords(quiet, here.language)
      return {
        text: t.quietAsked(t.quietNow(now, zoneName(here.preferences.zone(), here.language)), way),
        keyboard: [
          [from(20), from(21)],
          [from(22), from(23)],
          [to(7), to(8)],
          [to(9), to(10)],
          ...pairs(
            quietWays.map((one, n) => key(marked(t.quietWays[one], one === way), settings.quietWay, { way: n })),
          ),
          [key(t.quietOff, settings.noQuiet, {}), toGroup(admin.back, 'often')],
        ],
      }
    },
    {
      words: takes(
        {
          look({ t: { settingsCards: t } }, { said: { text } }) {
            const quiet = isOff(text) ? null : parseQuiet(text)
            if (quiet === undefined) return again(t.quietUnreadable)
            return quiet !== null && quiet.from === quiet.to ? again(t.quietSame) : { quiet }
          },
          do({ preferences, t: { settingsCards: t }, language }, _, { quiet }) {
            preferences.save.quiet(quiet)
            return go(settings.home, {}, t.saved(t.quiet(quietWords(quiet, language))))
          },
        },
        here => here.t.settingsCards.quietUnreadable,
      ),
    },
  ),

  deed(settings.from, (here, { minute }) => change(here, { from: minute })),
  deed(settings.to, (here, { minute }) => change(here, { to: minute })),
  deed(settings.quietWay, ({ preferences, t }, { way }) => {
    const chosen = quietWays[way]
    if (chosen === undefined) return say(t.admin.oldButton)
    preferences.save.quietWay(chosen)
    return go(settings.quiet, {})
  }),
  deed(settings.noQuiet, ({ preferences }) => {
    preferences.save.quiet(null)
    return go(settings.quiet, {})
  }),
]

function change({ preferences, t }: Doing, hours: Partial<QuietHours>): Outcome {
  const quiet = { ...(preferences.quiet() ?? usualQuiet), ...hours }
  if (quiet.from === quiet.to || !isMinute(quiet.from) || !isMinute(quiet.to)) return say(t.settingsCards.quietSame)
  preferences.save.quiet(quiet)
  return go(settings.quiet, {})
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
