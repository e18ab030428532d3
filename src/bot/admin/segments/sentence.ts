import type { Criterion } from '../../../segments/criterion.js'
import { type Reading, readSentence } from '../../../segments/read.js'
import { createVocabulary } from '../../../segments/vocabulary.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, concat, lines, type Piece, quote, type Rich } from '../../../text/rich.js'
import { telegramEntities } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { SegmentDeps } from './deps.js'

/** How much of a sentence stands around a mistake, in UTF-16 units on either side. */
const AROUND = 300

/** What a typed sentence came to: `told` when it was a mistake, and the admin has read which. */
export type Understood =
  | { kind: 'read'; criterion: Criterion }
  | { kind: 'readings'; readings: Criterion[] }
  | { kind: 'told' }

/** Reads a sentence of the segment language; explains it to the admin where it is a mistake. */
export async function readOrExplain(deps: Pick<SegmentDeps, 'db'>, ctx: BotContext, text: string): Promise<Understood> {
  const reading = readSentence(text, createVocabulary(deps.db, usualCurrency(ctx.language)), ctx.language)
  if (reading.kind !== 'mistake') return reading
  const explained = explain(text, reading, ctx.language)
  await ctx.reply(explained.text, { entities: telegramEntities(explained) })
  return { kind: 'told' }
}

/** The currency of amounts while nobody has chosen one. */
export function usualCurrency(language: Language): string {
  return language === 'ru' ? 'RUB' : 'EUR'
}

/** The sentence with the place marked, what was expected there, and the nearest right word. */
export function explain(text: string, mistake: Extract<Reading, { kind: 'mistake' }>, language: Language): Rich {
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

/** What was written, around the place, which stands out; behind the end there is a place as well. */
function marked(text: string, at: number, length: number, nothing: string): Rich {
  const begin = Math.max(0, at - AROUND)
  const end = Math.min(text.length, at + length + AROUND)
  const wrong = text.slice(at, at + length)
  return concat([
    `${begin > 0 ? '…' : ''}${text.slice(begin, at)}`,
    b(wrong === '' ? ` ${nothing}` : `👉 ${wrong}`),
    `${text.slice(at + length, end)}${end < text.length ? '…' : ''}`,
  ])
}
