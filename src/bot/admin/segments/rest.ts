import type { Message } from 'grammy/types'
import type { Leaf } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { readSentence } from '../../../segments/read.js'
import { createVocabulary, type Field } from '../../../segments/vocabulary.js'
import { texts } from '../../../text/index.js'
import { code, lines } from '../../../text/rich.js'
import { telegramEntities } from '../../card.js'
import { doubtOf } from './doubt.js'
import { explain, todayOf, usualCurrency } from './sentence.js'
import type { At } from './slot.js'

/**
 * Reads what was typed as the rest of a sentence, so that it may be written as in the language of segments.
 * @param begin words of the language
 * @returns the one condition that it makes; null when it makes none, and its writer was told why
 */
export async function readRest({ deps, ctx }: At, begin: string, message: Message): Promise<Leaf | null> {
  const typed = (message.text ?? '').trim()
  const vocabulary = createVocabulary(deps.db, usualCurrency(ctx.language))
  const reading = readSentence(`${begin}${typed}`, vocabulary, ctx.language, todayOf(deps, ctx))
  if (reading.kind === 'readings') {
    const names = findNames(deps.db)
    const ways = reading.readings.map(one => code(describeCriterion(one, ctx.language, names)))
    const words = lines([texts(ctx.language).countCards.severalWays(ways.length), ...ways])
    await ctx.reply(words.text, { entities: telegramEntities(words) })
    return null
  }
  const criterion = reading.kind === 'read' ? reading.criterion : null
  if (criterion && 'leaf' in criterion) {
    const doubt = await doubtOf(deps, ctx, criterion)
    if (doubt === null) return criterion
    const words = lines([...doubt.lines.slice(0, -1), ...doubt.instead.map(({ label }) => `• ${label}`)])
    await ctx.reply(words.text, { entities: telegramEntities(words) })
    return null
  }
  if (reading.kind === 'mistake' && typed !== '') {
    const words = explain(typed, { ...reading, at: Math.max(0, reading.at - begin.length) }, ctx.language)
    await ctx.reply(words.text, { entities: telegramEntities(words) })
  } else await ctx.reply(texts(ctx.language).segmentCards.notUnderstood)
  return null
}

/** How a field is called in the language. */
export function subjectOf(field: Field): string {
  return field.label === null ? field.key : `"${field.label.replaceAll('"', '""')}"`
}

/** A word or two that somebody typed; null when there is nothing in it, or too much, and they were told so. */
export async function readWords({ ctx }: At, message: Message, longest = 256): Promise<string | null> {
  const typed = (message.text ?? '').replace(/\s+/gu, ' ').trim()
  if (typed !== '' && typed.length <= longest) return typed
  await ctx.reply(texts(ctx.language).segmentCards.wordsNeeded(longest))
  return null
}
