import { texts } from '../../text/index.js'
import type { Criterion } from '../criterion.js'
import { BUILT_IN, isPlainName, phrasesOf, STARTERS, type Starter, wordsOf } from '../lexicon.js'
import { plainName } from '../names.js'
import type { Field } from '../vocabulary.js'
import { type Cursor, fail, peek, see, take, takeSign } from './cursor.js'
import { readMessageEvent, readStopped } from './event.js'
import { nameOf, readField, takeYesNo } from './field.js'
import { readOrdered, readOrderTime, readSpent } from './order.js'
import {
  readAge,
  readEngagement,
  readFact,
  readLadder,
  readLanguage,
  readNear,
  readRandom,
  readRfm,
  readSegment,
  readSource,
  readStatus,
} from './person.js'
import { seesOperator, startsWith } from './starter.js'
import { readWindow } from './window.js'

/**
 * One condition: a fact or a field first, then what is asked of it.
 * @param part reads a condition with *not* before it or without, for what stands among values and is none
 */
export function readCondition(c: Cursor, part: () => Criterion): Criterion {
  const field = takeField(c)
  if (field !== null) return readField(c, field, part)
  const starter = STARTERS.find(key => key === see(c, ...STARTERS)?.key)
  if (starter !== undefined) {
    take(c, starter)
    return readKnown(c, starter, part)
  }
  if (take(c, 'has') !== null) return readCondition(c, part)
  return unknownCondition(c)
}

function readKnown(c: Cursor, starter: Starter, part: () => Criterion): Criterion {
  const { subjects } = texts(c.language).segments
  switch (starter) {
    case 'everyone':
      return { leaf: 'everyone' }
    case 'nobody':
      return { not: { leaf: 'everyone' } }
    case 'language':
      return readLanguage(c, part)
    case 'premium':
      return { leaf: 'premium', value: takeYesNo(c, subjects.premium) }
    case 'source':
    case 'lastSource':
      return readSource(c, starter === 'lastSource', part)
    case 'phone':
      return readFact(c, 'phone', subjects.phone)
    case 'location':
      return readFact(c, 'place', subjects.place)
    case 'status':
      return readStatus(c, part)
    case 'subscribed':
      takeSign(c, ':')
      return { leaf: 'subscribed', window: readWindow(c) }
    case 'age':
      return readAge(c)
    case 'received':
    case 'seen':
    case 'seenCertain':
    case 'clicked':
      return readMessageEvent(c, starter)
    case 'stopped':
      return readStopped(c)
    case 'ordered':
      return readOrdered(c)
    case 'spent':
      return readSpent(c, 'sum')
    case 'average':
      return readSpent(c, 'average')
    case 'firstOrder':
      return readOrderTime(c, 'first')
    case 'lastOrder':
      return readOrderTime(c, 'last')
    case 'linked':
      return { leaf: 'linked', value: takeYesNo(c, texts(c.language).segments.linked) }
    case 'rfm':
      return readRfm(c, part)
    case 'ladder':
      return readLadder(c, part)
    case 'engagement':
      return readEngagement(c, part)
    case 'inSegment':
      return readSegment(c, 'segment', part)
    case 'inList':
      return readSegment(c, 'listed', part)
    case 'near':
      return readNear(c)
    case 'random':
      return readRandom(c)
    case 'city':
    case 'country':
    case 'birthday': {
      const field = builtIn(c, starter)
      if (field !== undefined) return readField(c, field, part)
      c.at--
      return unknownCondition(c)
    }
  }
}

function builtIn(c: Cursor, key: string): Field | undefined {
  return c.vocabulary.fields().find(field => field.label === null && field.key === key)
}

/**
 * Takes the name of an admin's field: in quotes, or bare. A bare name made of words of the language counts only where
 * nothing else can be meant.
 */
function takeField(c: Cursor): Field | null {
  const first = peek(c)
  if (first === null) return null
  if (first.kind === 'quoted') return quotedField(c, first.text)
  if (first.text === '#') return numberedField(c)
  const named = c.vocabulary
    .fields()
    .flatMap(field => {
      if (field.label === null) return []
      const words = wordsOf(field.label)
      return words.length > 0 && startsWith(c, words) ? [{ field, words, plain: isPlainName(field.label) }] : []
    })
    .sort((a, b) => b.words.length - a.words.length)
  const starter = see(c, ...STARTERS)
  const chosen =
    named.find(({ plain }) => plain) ??
    named.find(
      ({ words }) => words.length > (starter?.length ?? 0) && (starter === null || seesOperator(c, words.length)),
    )
  if (chosen === undefined) return null
  c.at += chosen.words.length
  return chosen.field
}

function quotedField(c: Cursor, name: string): Field {
  const plain = plainName(name)
  const fields = c.vocabulary.fields()
  const found =
    fields.find(field => field.label !== null && plainName(field.label) === plain) ??
    fields.find(field => field.label === null && BUILT_IN.some(key => key === field.key && isBuiltIn(key, plain)))
  if (found === undefined) return unknownCondition(c)
  c.at++
  return found
}

function isBuiltIn(key: (typeof BUILT_IN)[number], plain: string): boolean {
  return phrasesOf([key]).some(phrase => plainName(phrase) === plain)
}

function numberedField(c: Cursor): Field {
  const id = peek(c, 1)
  const field = id?.kind === 'number' ? c.vocabulary.field(id.value) : null
  if (field === null) return unknownCondition(c)
  c.at += 2
  return field
}

/** What stands here is no condition: says which words are near, up to a colon if one follows. */
function unknownCondition(c: Cursor): never {
  let length = 1
  for (let ahead = 1; ahead <= 4; ahead++) {
    const token = peek(c, ahead)
    if (token === null || token.kind === 'quoted' || token.line !== peek(c)?.line) break
    if (token.kind === 'sign' && token.text === ':') {
      length = ahead
      break
    }
  }
  const labels = c.vocabulary.fields().map(field => nameOf(c, field))
  const words = phrasesOf([...STARTERS, 'not', 'allOf', 'anyOf', 'noneOf', 'notAllOf'])
  return fail(c, { kind: 'condition' }, [...labels, ...words], length)
}
