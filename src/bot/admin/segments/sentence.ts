import { DAY } from '../../../clock.js'
import { isAppError } from '../../../errors.js'
import type { Criterion } from '../../../segments/criterion.js'
import { describeCriterion } from '../../../segments/describe.js'
import { type Fragment, readFragments, readKindred } from '../../../segments/fragment.js'
import { type Reading, readSentence } from '../../../segments/read.js'
import { checkReferences } from '../../../segments/reference.js'
import { corrected } from '../../../segments/spelling/corrected.js'
import { createVocabulary, type Names } from '../../../segments/vocabulary.js'
import { today } from '../../../segments/window.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, concat, lines, type Piece, quote, type Rich } from '../../../text/rich.js'
import { ALONE } from '../../card.js'
import type { Here } from '../../here.js'
import type { Looking } from '../figures.js'
import type { Instead } from './doubt.js'

type Mistaken = Extract<Reading, { kind: 'mistake' }>

/** How much of a sentence stands around a mistake, in UTF-16 units on either side. */
const AROUND = 300

/**
 * What a typed sentence came to. Of a mistake: its place in words, what can be read of it with some words set aside, and
 * the nearest sentences that can be read; three of both at most.
 */
export type Understood =
  | { kind: 'read'; criterion: Criterion }
  | { kind: 'readings'; readings: Criterion[] }
  | { kind: 'mistake'; explained: Rich; fragments: Fragment[]; instead: Instead[] }

/** Reads a sentence of the segment language: whatever it comes to can be counted and, names aside, kept. */
export function understand(here: Looking & Pick<Here, 'preferences'>, text: string): Understood {
  const vocabulary = createVocabulary(here.db, here.preferences.currency())
  const read = (sentence: string) => readSentence(sentence, vocabulary, here.language, todayOf(here))
  const reading = read(text)
  if (reading.kind === 'mistake') {
    const instead = insteadOf(text, reading, {
      read,
      corrected: corrected(text, vocabulary),
      language: here.language,
      names: vocabulary,
    })
    const day = todayOf(here)
    const kept = (found: Fragment[]) => found.filter(({ criterion }) => canBeKept(here, criterion))
    const parts = kept(readFragments(text, reading, vocabulary, here.language, day, instead.length > 0))
    const kin = instead.length + parts.length > 0 ? [] : kept(readKindred(text, vocabulary, here.language, day))
    const fragments = [...parts, ...kin.filter(({ unread }) => unread.length > 0)]
    for (const { criterion, unread } of kin)
      if (unread.length === 0) instead.push(asIs(criterion, here.language, vocabulary))
    return {
      ...{ kind: 'mistake', explained: explain(text, reading, here.language), fragments },
      instead: instead.slice(0, MOST_INSTEAD - fragments.length),
    }
  }
  try {
    for (const criterion of reading.kind === 'read' ? [reading.criterion] : reading.readings)
      checkReferences(here.db, criterion, null)
    return reading
  } catch (error) {
    if (!isAppError(error)) throw error
    const words = texts(here.language).errors[error.code](error.details)
    return { kind: 'mistake', explained: concat([words]), fragments: [], instead: [] }
  }
}

/** True where all that a criterion points to is there. */
function canBeKept({ db }: Pick<Looking, 'db'>, criterion: Criterion): boolean {
  try {
    checkReferences(db, criterion, null)
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

/** The day of whoever writes, YYYY-MM-DD in the bot's zone. */
export function todayOf({ at, zone }: Pick<Looking, 'at' | 'zone'>): string {
  const day = today({ at, zone: zone() })
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** The same sentence with the nearest names or words where the mistake is, as far as it can be read then. */
function insteadOf(
  text: string,
  { at, length, expected, nearest, choices }: Mistaken,
  { read, corrected, language, names }: Mending,
): Instead[] {
  const words = choices.map(name => `"${name.replaceAll('"', '""')}"`)
  const labels = choices.length > 0 ? choices : nearest === null || expected.kind === 'joiner' ? [] : [nearest]
  const named = labels.flatMap((label, i): Instead[] => {
    const sentence = `${text.slice(0, at)}${words[i] ?? label}${text.slice(at + length)}`
    const reading = read(sentence)
    return reading.kind === 'read' ? [{ label: shorten(label, ALONE), criterion: reading.criterion }] : []
  })
  const whole = corrected.flatMap((sentence): Instead[] => {
    const reading = read(sentence)
    if (reading.kind === 'mistake') return []
    if (reading.kind === 'read') return [{ label: shorten(sentence, ALONE), criterion: reading.criterion }]
    return reading.readings.map(criterion => asIs(criterion, language, names))
  })
  // What leads to the same is one correction.
  const found = new Map([...whole, ...named].reverse().map(one => [JSON.stringify(one.criterion), one]))
  return [...found.values()].reverse().slice(0, MOST_INSTEAD)
}

/** A criterion to be taken, under the words that the bot has for it. */
function asIs(criterion: Criterion, language: Language, names: Names): Instead {
  return { label: shorten(describeCriterion(criterion, language, names), ALONE), criterion }
}

/** More corrections than these nobody compares. */
const MOST_INSTEAD = 3

/** What corrections are made of. @prop corrected sentences that may have been meant */
type Mending = {
  read(sentence: string): Reading
  corrected: readonly string[]
  language: Language
  names: Names
}

/** The sentence with the place marked, what was expected there, and the nearest right word. */
export function explain(text: string, mistake: Mistaken, language: Language): Rich {
  const words = texts(language).segmentMistakes
  const { at, length, expected, nearest } = mistake
  return lines([
    words.title,
    quote(marked(text, at, Math.min(length, AROUND), words.nothingThere)),
    expectedHere(mistake, language),
    nearest === null || expected.kind === 'joiner' ? null : words.nearest(nearest),
  ])
}

function expectedHere({ expected }: Extract<Reading, { kind: 'mistake' }>, language: Language): Piece {
  const say: (of: string | number) => Piece = texts(language).segmentMistakes.expected[expected.kind]
  return say(expected.of ?? '')
}

/** The place itself, or behind the character in whose middle it is: marks may not begin or end there. */
function whole(text: string, at: number): number {
  const second = text.charCodeAt(at)
  return at > 0 && second >= 0xdc00 && second <= 0xdfff ? at + 1 : at
}

/** What was written, around the place, which stands out; behind the end there is a place as well. */
function marked(text: string, at: number, length: number, nothing: string): Rich {
  const [first, last] = [whole(text, at), whole(text, at + length)]
  const begin = whole(text, Math.max(0, at - AROUND))
  const end = whole(text, Math.min(text.length, at + length + AROUND))
  const wrong = text.slice(first, last)
  return concat([
    `${begin > 0 ? '…' : ''}${text.slice(begin, first)}`,
    b(wrong === '' ? ` ${nothing}` : `👉 ${wrong}`),
    `${text.slice(last, end)}${end < text.length ? '…' : ''}`,
  ])
}
