import { z } from 'zod'
import { drawSql } from '../../../audience/holdout/draw.js'
import { fold } from '../../../text/fold.js'
import { sql } from '../../compile/sql.js'
import { textSchema } from '../../parts.js'
import { quoted } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { phrasesOf } from '../../read/lexicon.js'
import { readNumber } from '../../read/numbers/number.js'
import { seesSegment } from '../../read/starter.js'
import { readName } from '../../read/value.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const MOST_PEOPLE = 10_000_000

const schema = z
  .strictObject({
    leaf: z.literal('random'),
    share: z.exactOptional(z.int().min(1).max(10_000)),
    people: z.exactOptional(z.int().min(1).max(MOST_PEOPLE)),
    alone: z.exactOptional(z.literal(true)),
    sample: textSchema,
  })
  .refine(({ share, people }) => (share === undefined) !== (people === undefined), 'a share or a number of people')
  .refine(({ alone, people }) => alone === undefined || people !== undefined, 'a share is drawn from everybody anyway')

/**
 * A share of everybody, in hundredths of a percent, or so many people: drawn from those who pass what else must be true
 * beside it, or (`alone`) from everybody. Each name of a sample is a draw of its own.
 */
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
      ...['выборка из', 'случайная группа', 'взять случайно', 'случайным', 'случайные из', 'любые случайные'],
    ],
  },
}
const OF_ALL = { en: 'of everyone', ru: 'из всех' }

export const random: Kind<Random> = {
  name: 'random',
  schema,
  sql({ share, people, sample }, _context, others) {
    const draw = drawSql(`sample ${fold(sample)}`, sql`s.dice`)
    if (people === undefined) return sql`(${draw} % 10000 < ${share ?? 0})`
    return sql`(s.id in (select s.id from subscribers s where ${others} order by ${draw}, s.id limit ${people}))`
  },
  draws: ({ people, alone }) => people !== undefined && alone !== true,
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, () => readRandom(c)), ...(see(c, 'share') === null ? [] : shareOf(c)), ...drawn(c)],
  bare(c) {
    const named = numberFirst(c)
    return named.length > 0 ? named : shareOf(c)
  },
  say({ share, people, alone, sample }, { words, language }) {
    const drawn = people === undefined ? words.random(String((share ?? 0) / 100)) : words.randomPeople(people)
    const said = alone === true ? `${drawn} ${OF_ALL[language]}` : drawn
    return sample === 'default' ? said : `${said} ${quoted(sample)}`
  },
  builder: {
    entries: [
      {
        ...{ name: 'random', number: 25, menu: 'more', label: { en: '🎲 Random share', ru: '🎲 Случайная доля' } },
        ...{ begins: { leaf: 'random', share: 1_000, sample: 'default' }, asks: 'share' },
      },
      {
        ...{
          name: 'randomPeople',
          number: 84,
          menu: 'more',
          label: { en: '🎲 Random people', ru: '🎲 Случайные люди' },
        },
        ...{ begins: { leaf: 'random', people: 100, sample: 'default' }, asks: 'part' },
      },
    ],
    slots: {
      share: {
        says: (leaf, share) =>
          leaf === null || share < 1 || share > 10_000 ? null : { leaf: 'random', share, sample: leaf.sample },
      },
      part: {
        asks: {
          en: 'How many people, drawn at random from those who pass the other conditions? The same stay in it.',
          ru: 'Сколько случайных людей из тех, кто проходит остальные условия? Они остаются теми же.',
        },
        says: (leaf, part) => (leaf === null || !('people' in part) ? null : { ...leaf, people: part.people }),
      },
      sample: { says: (leaf, sample) => (leaf === null ? null : { ...leaf, sample }), of: leaf => leaf.sample },
    },
    shown: ({ people }) => [people === undefined ? 'share' : 'part', 'sample'],
  },
}

/** "20% random", "500 random people": the number before its word. */
function numberFirst(c: Cursor): Candidate[] {
  const drawn = drawnSo(c)
  if (drawn !== null) return [drawn]
  const token = peek(c)
  if (token?.kind !== 'number') return []
  const percent = seeAhead(c, 1, 'percent')
  let to = c.at + 1 + (percent?.length ?? 0)
  if (percent !== null) while (BETWEEN.has(c.tokens[to]?.text ?? '') && to < c.end) to++
  if (!RANDOM.has(c.tokens[to]?.text ?? '') || to >= c.end) return []
  const leaf = leafOf(token.thousands ?? token.value, percent !== null)
  if (leaf === null) return []
  const read = () => {
    takeWho(c)
    return leaf
  }
  return [{ to: to + 1, sure: 'words', read }]
}

const DRAW: ReadonlySet<string> = new Set([
  ...['pick', 'take', 'choose', 'draw', 'возьми', 'возьмите', 'взять', 'выбери', 'выбрать', 'любые', 'любых'],
])

/** "Pick 50 people", «возьми 50 человек». */
function drawnSo(c: Cursor): Candidate | null {
  const number = peek(c, 1)
  if (!DRAW.has(peek(c)?.text ?? '') || number?.kind !== 'number') return null
  const who = WHO.has(peek(c, 2)?.text ?? '') || seeAhead(c, 2, 'people') !== null
  const leaf = who ? leafOf(number.thousands ?? number.value, false) : null
  if (leaf === null) return null
  const read = () => {
    takeWho(c)
    return leaf
  }
  return { to: c.at + 2, sure: 'words', read }
}

/** Behind these stand the first by something, and no draw. */
const MOST: ReadonlySet<string> = new Set([
  ...[
    'most',
    'best',
    'top',
    'самых',
    'самые',
    'лучшие',
    'худшие',
    'наиболее',
    'лучших',
    'least',
    'worst',
    'худших',
    'наименее',
  ],
])
const SHARES: Readonly<Record<string, number>> = {
  ...{ half: 50, quarter: 25, third: 33.33, tenth: 10, половина: 50, половину: 50, четверть: 25, треть: 33.33 },
  ...{ второй: 50, второго: 50, десятый: 10, десятого: 10 },
}

/** "10% of women", "half of the buyers", «10% женщин»: of whom stands behind it. */
function shareOf(c: Cursor): Candidate[] {
  const word = see(c, 'share')
  const percent = peek(c)?.kind === 'number' ? seeAhead(c, 1, 'percent') : null
  const length = word?.length ?? (percent === null ? 0 : 1 + percent.length)
  const alone = word !== null && peek(c, length) === null
  if (length === 0 || (!alone && peek(c, length)?.kind !== 'word') || MOST.has(peek(c, length)?.text ?? '')) return []
  const named = SHARES[peek(c, length - 1)?.text ?? ''] ?? 0
  const leaf = leafOf(word === null ? (peek(c)?.value ?? 0) : named, true)
  if (leaf === null) return []
  const read = () => {
    takeWho(c)
    while (!seesSegment(c) && take(c, 'article', 'people') !== null);
    return leaf
  }
  return [{ to: c.at + length, sure: 'words', read }]
}

/** «Случайная половина женщин», "a random half of the buyers". */
function drawn(c: Cursor): Candidate[] {
  const said = DRAWN.test(peek(c)?.text ?? '') && seeAhead(c, 1, 'share') !== null
  return said
    ? shareOf({ ...c, at: c.at + 1 }).map(({ to, ...rest }) => ({ ...rest, to, read: () => taken(c, to) }))
    : []
}

const DRAWN = /^(?:random|случайн(?:ая|ую|ой)|рандомн(?:ая|ую|ой))$/u

/** The share before a token, with what says of whom it is taken. */
function taken(c: Cursor, to: number): Random {
  const named = SHARES[c.tokens[to - 1]?.text ?? ''] ?? 0
  takeWho(c)
  while (!seesSegment(c) && take(c, 'article', 'people') !== null);
  return leafOf(named, true) ?? fail(c, { kind: 'share' })
}

const BETWEEN: ReadonlySet<string> = new Set(['at', 'of', 'people', 'customers', 'subscribers', 'людей', 'подписчиков'])
const RANDOM: ReadonlySet<string> = new Set([
  'random',
  'randomly',
  'случайных',
  'рандомных',
  'рандомные',
  'произвольных',
  'случайные',
  'случайно',
  'случайного',
  'sample',
  'выборка',
])

function leafOf(number: number, percent: boolean): Random | null {
  if (!percent)
    return Number.isInteger(number) && number >= 1 && number <= MOST_PEOPLE
      ? { leaf: 'random', people: number, sample: 'default' }
      : null
  const share = Math.round(number * 100)
  const exact = Math.abs(share - number * 100) <= 1e-6 && share >= 1 && share <= 10_000
  return exact ? { leaf: 'random', share, sample: 'default' } : null
}

/** `random 10%`, `random 500 people`, with the name of the sample behind or not. */
function readRandom(c: Cursor): Random {
  takeSign(c, ':')
  const number = readNumber(
    c,
    { kind: 'people', of: MOST_PEOPLE },
    peek(c)?.thousands == null ? 'decimal' : 'thousands',
  )
  const percent = take(c, 'percent') !== null
  const read = leafOf(number, percent)
  if (read === null) {
    c.at -= percent ? 2 : 1
    return fail(c, { kind: percent ? 'share' : 'people', of: MOST_PEOPLE }, phrasesOf(['percent']))
  }
  const alone = takeWho(c) && !percent
  // Without quotes it might be anything: a share of everybody is not what was meant then.
  const sample = peek(c)?.kind === 'quoted' ? readName(c) : null
  return { ...read, ...(alone && { alone: true as const }), sample: sample?.text ?? 'default' }
}

const OF: ReadonlySet<string> = new Set(['of', 'among', 'из', 'среди'])
const WHO: ReadonlySet<string> = new Set([
  'человек',
  'человека',
  'людей',
  'люди',
  'подписчиков',
  'клиентов',
  'покупателей',
])
const ALL: ReadonlySet<string> = new Set(['everyone', 'everybody', 'all', 'всех'])

/** Takes what says whom it is of: a condition may follow, "random 500 women". @returns whether it is of everybody */
function takeWho(c: Cursor): boolean {
  if (WHO.has(peek(c)?.text ?? '')) c.at++
  else if (!seesSegment(c)) take(c, 'people')
  // Behind it stands who they are, without a word that joins.
  c.bare = true
  if (!OF.has(peek(c)?.text ?? '')) return false
  if (ALL.has(peek(c, 1)?.text ?? '') && seeAhead(c, 1, 'people') === null) {
    c.at += 2
    return true
  }
  c.at++
  return false
}
