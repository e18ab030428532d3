import { z } from 'zod'
import { drawSql } from '../../audience/draw.js'
import { fold } from '../../text/fold.js'
import { sql } from '../compile/sql.js'
import { textSchema } from '../parts.js'
import { quoted } from '../phrase.js'
import { begunBy, type Candidate } from '../read/candidate.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../read/cursor.js'
import { phrasesOf } from '../read/lexicon.js'
import { readNumber } from '../read/number.js'
import { readName } from '../read/value.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({
  leaf: z.literal('random'),
  share: z.int().min(1).max(10_000),
  sample: textSchema,
})

/** A share of everybody, in hundredths of a percent; each name of a sample is a draw of its own. */
export type Random = z.infer<typeof schema>

const BEGINS = {
  random: {
    en: [
      ...['random', 'random sample', 'sample', 'a random', 'random share', 'randomly', 'a random sample of'],
      ...['random sample of', 'sample of', 'a sample of', 'random selection', 'random selection of', 'random group'],
      ...['random share of', 'pick random', 'any random', 'randomly chosen', 'randomly selected', 'randomly picked'],
      ...['a random share of', 'pick randomly', 'choose randomly', 'random pick'],
    ],
    ru: [
      ...['случайные', 'случайных', 'случайная выборка', 'случайно', 'выборка', 'случайная', 'рандомные', 'рандомных'],
      ...['рандомно', 'случайный', 'случайным образом', 'случайная выборка из', 'случайная часть', 'случайная доля'],
      ...['случайно выбранные', 'случайно выбрать', 'выбрать случайно', 'рандом', 'наугад', 'произвольные'],
      ...['выборка из', 'случайная группа', 'взять случайно', 'случайным'],
    ],
  },
}

export const random: Kind<Random> = {
  name: 'random',
  schema,
  sql: ({ share, sample }) => sql`(${drawSql(`sample ${fold(sample)}`, sql`s.dice`)} % 10000 < ${share})`,
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readRandom(c)),
  bare(c) {
    const named = shareFirst(c)
    return named.length > 0 ? named : shareOf(c)
  },
  say({ share, sample }, { words }) {
    const said = words.random(String(share / 100))
    return sample === 'default' ? said : `${said} ${quoted(sample)}`
  },
  builder: {
    entries: [
      {
        ...{ name: 'random', number: 25, menu: 'more', label: { en: '🎲 Random share', ru: '🎲 Случайная доля' } },
        ...{ begins: { leaf: 'random', share: 1_000, sample: 'default' }, asks: 'share' },
      },
    ],
    slots: {
      share: {
        says: (leaf, share) => (leaf === null || share < 1 || share > 10_000 ? null : { ...leaf, share }),
        of: leaf => leaf.share,
      },
      sample: { says: (leaf, sample) => (leaf === null ? null : { ...leaf, sample }), of: leaf => leaf.sample },
    },
    shown: () => ['share', 'sample'],
  },
}

/** Takes "of", "of all" between a share and those it is one of; they stand behind it. */
function takeOf(c: Cursor): void {
  const begin = c.at
  if (take(c, 'at', 'memberOf') !== null) while (take(c, 'article', 'people', 'allOf') !== null);
  if (peek(c) === null) c.at = begin
  else c.bare = true
}

/** "10% of women", "half of the buyers", «10% женщин»: of whom stands behind it. */
function shareOf(c: Cursor): Candidate[] {
  const word = see(c, 'share')
  const percent = peek(c)?.kind === 'number' ? seeAhead(c, 1, 'percent') : null
  const length = word?.length ?? (percent === null ? 0 : 1 + percent.length)
  const share = Math.round((word === null ? (peek(c)?.value ?? 0) : shareCalled(peek(c)?.text ?? '', c)) * 100)
  const behind = seeAhead(c, length, 'at', 'people', 'memberOf') !== null || peek(c, length)?.kind === 'word'
  if (length === 0 || !behind || share < 1 || share > 10_000) return []
  const read = (): Random => {
    takeOf(c)
    while (take(c, 'people') !== null);
    c.bare = true
    return { leaf: 'random', share, sample: 'default' }
  }
  return [{ to: c.at + length, sure: 'words', read }]
}

const SHARES: Readonly<Record<string, number>> = {
  ...{ half: 50, quarter: 25, third: 33.33, tenth: 10, половина: 50, половину: 50, четверть: 25, треть: 33.33 },
  ...{ второй: 50, второго: 50, десятый: 10, десятого: 10 },
}

function shareCalled(word: string, c: Cursor): number {
  return SHARES[word] ?? SHARES[peek(c, 1)?.text ?? ''] ?? 0
}

/** "20% random": the share before its word. */
function shareFirst(c: Cursor): Candidate[] {
  const token = peek(c)
  const percent = seeAhead(c, 1, 'percent')
  if (token?.kind !== 'number' || percent === null) return []
  const share = Math.round(token.value * 100)
  let to = c.at + 1 + percent.length
  while (BETWEEN.has(c.tokens[to]?.text ?? '') && to < c.end) to++
  if (!RANDOM.has(c.tokens[to]?.text ?? '') || to >= c.end || share < 1 || share > 10_000) return []
  return [{ to: to + 1, sure: 'words', read: (): Random => ({ leaf: 'random', share, sample: 'default' }) }]
}

const BETWEEN: ReadonlySet<string> = new Set(['at', 'of', 'people', 'customers', 'subscribers', 'людей', 'подписчиков'])
const RANDOM: ReadonlySet<string> = new Set(['random', 'randomly', 'случайных', 'случайные', 'случайно'])

/** `random 10%`, with the name of the sample behind or not. */
function readRandom(c: Cursor): Random {
  takeSign(c, ':')
  const share = readNumber(c, { kind: 'share' }, 'decimal') * 100
  const rounded = Math.round(share)
  if (Math.abs(share - rounded) > 1e-6 || rounded < 1 || rounded > 10_000) {
    c.at--
    fail(c, { kind: 'share' })
  }
  if (take(c, 'percent') === null) fail(c, { kind: 'share' }, phrasesOf(['percent']))
  // Without quotes it might be anything: a share of everybody is not what was meant then.
  const sample = peek(c)?.kind === 'quoted' ? readName(c) : null
  takeOf(c)
  return { leaf: 'random', share: rounded, sample: sample?.text ?? 'default' }
}
