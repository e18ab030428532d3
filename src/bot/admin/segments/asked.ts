import { z } from 'zod'
import { type Criterion, criterionSchema } from '../../../segments/criterion.js'
import type { Here } from '../../here.js'
import { type Entry, type Guard, guarded, say } from '../../screen.js'
import { findSetting, saveSetting } from '../../settings.js'

const askedSchema = z.object({ number: z.int(), readings: z.array(criterionSchema).min(1) })

/**
 * The last sentence an admin has sent to /count, in its readings; once one is chosen it is the only one. `number` tells
 * the answer from earlier ones, whose buttons are outdated.
 */
export type Asked = z.infer<typeof askedSchema>

type Asker = Pick<Here, 'db' | 'me'>

const keyOf = ({ me }: Asker) => `asked:${me}`

/** The last answer to whoever is here. @throws Error where the guard of `ofAsked` was not asked */
export function getAsked(here: Asker): Asked {
  const asked = findSetting(here.db, keyOf(here), askedSchema)
  if (asked === null) throw new Error('nothing was asked')
  return asked
}

/** What is asked; of a sentence that can mean several things, the first. */
export function criterionOf(here: Asker): Criterion {
  const [first] = getAsked(here).readings
  if (first === undefined) throw new Error('an answer has at least one reading')
  return first
}

/** Keeps a new sentence in its readings. @returns its number */
export function keepAsked(here: Asker, readings: Criterion[]): number {
  const number = (findSetting(here.db, keyOf(here), askedSchema)?.number ?? 0) + 1
  saveSetting(here.db, keyOf(here), askedSchema, { number, readings })
  return number
}

/** Asks this instead; buttons under the answer stay what they are. */
export function changeAsked(here: Asker, criterion: Criterion): void {
  saveSetting(here.db, keyOf(here), askedSchema, { ...getAsked(here), readings: [criterion] })
}

const isLast: Guard<'number'> = (here, { number }) =>
  findSetting(here.db, keyOf(here), askedSchema)?.number === number ? null : say(here.t.countCards.outdated)

/** The same about the last answer; buttons of earlier ones say that they are outdated. */
export function ofAsked(entries: readonly Entry[]): Entry[] {
  return guarded(isLast, entries)
}
