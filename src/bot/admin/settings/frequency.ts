import { key } from '../../card.js'
import { again, type Doing, deed, type Entry, go, type Outcome, say, screen, takes } from '../../screen.js'
import { type Frequency, MOST_PER_DAY, MOST_PER_WEEK } from '../../settings/preference.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'
import { capWords, isOff } from './words.js'

/** How often one person may be written to. */
export const frequencyPlaces: Entry[] = [
  screen(
    settings.frequency,
    here => {
      const { admin, settingsCards: t } = here.t
      const { perDay, perWeek } = here.preferences.frequency()
      const day = (most: number | null) =>
        key(marked(most === null ? t.caps.anyDay : t.caps.day(most), most === perDay), settings.perDay, {
          most: most ?? 0,
        })
      const week = (most: number | null) =>
        key(marked(most === null ? t.caps.anyWeek : t.caps.week(most), most === perWeek), settings.perWeek, {
          most: most ?? 0,
        })
      return {
        text: t.frequencyAsked(capWords({ perDay, perWeek }, here.language)),
        keyboard: [
          [day(1), day(2)],
          [day(3), day(null)],
          [week(3), week(5)],
          [week(7), week(null)],
          [key(t.caps.off, settings.noCaps, {}), toGroup(admin.back, 'often')],
        ],
      }
    },
    {
      words: takes(
        {
          look: (here, { said: { text } }) => parseFrequency(text) ?? again(unreadable(here)),
          do({ preferences, t: { settingsCards: t }, language }, _, caps) {
            preferences.save.frequency(caps)
            return go(settings.home, {}, t.saved(t.frequency(capWords(caps, language))))
          },
        },
        unreadable,
      ),
    },
  ),

  deed(settings.perDay, (here, { most }) => change(here, { perDay: most === 0 ? null : most })),
  deed(settings.perWeek, (here, { most }) => change(here, { perWeek: most === 0 ? null : most })),
  deed(settings.noCaps, here => change(here, { perDay: null, perWeek: null })),
]

function change(here: Doing, caps: Partial<Frequency>): Outcome {
  if (!fits(caps)) return say(unreadable(here))
  here.preferences.save.frequency({ ...here.preferences.frequency(), ...caps })
  return go(settings.frequency, {})
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

function unreadable({ t }: Pick<Doing, 't'>): string {
  return t.settingsCards.frequencyUnreadable(MOST_PER_DAY, MOST_PER_WEEK)
}
