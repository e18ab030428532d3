import { DateTime } from 'luxon'
import { type Quarter, quarterAt, quarterOf } from '../../../reports/quarter.js'
import { firstBeginning } from '../../../reports/results.js'
import { type Language, locales } from '../../../text/format.js'
import type { Here } from '../../here.js'

/** A quarter as it is shown: `now` while it lasts. */
export type Shown = Quarter & { name: string; now: boolean }

/** The quarter that an address means; one to come, or from before anything began, is the one that is now. */
export function readQuarter(here: Pick<Here, 'at' | 'zone' | 'language' | 'db'>, number: number): Shown {
  const zone = here.zone()
  const current = quarterAt(here.at, zone)
  const wanted = number > 0 && number < current.number && number >= firstNumber(here) ? number : current.number
  return shownQuarter(wanted, current.number, zone, here.language)
}

/** All quarters since the first broadcast began, the newest first. */
export function listQuarters(here: Pick<Here, 'at' | 'zone' | 'language' | 'db'>): Shown[] {
  const zone = here.zone()
  const current = quarterAt(here.at, zone).number
  const first = Math.min(current, firstNumber(here))
  return Array.from({ length: current - first + 1 }, (_, i) => shownQuarter(current - i, current, zone, here.language))
}

function firstNumber({ db, at, zone }: Pick<Here, 'at' | 'zone' | 'db'>): number {
  return quarterAt(firstBeginning(db) ?? at, zone()).number
}

function shownQuarter(number: number, current: number, zone: string, language: Language): Shown {
  const quarter = quarterOf(number, zone)
  const first = DateTime.fromMillis(quarter.from, { zone, locale: locales[language] })
  const month = language === 'en' ? 'LLL' : 'LLLL'
  const name = `${first.toFormat(month)} – ${first.plus({ months: 2 }).toFormat(`${month} yyyy`)}`
  return { ...quarter, name, now: number === current }
}
