import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { among, any, isAmong, type Sql, sql } from '../../compile/sql.js'
import { findRung, rungName } from '../../names.js'
import type { Compare } from '../../parts.js'
import { capital, type Phrasing, valuePhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { readNamed } from '../../read/names/named.js'
import { readCompare, readNumber } from '../../read/numbers/number.js'
import { readName } from '../../read/value.js'
import { sameWord } from '../../read/words/inflect.js'
import type { Tree } from '../../rule.js'
import { type EvaluationContext, ofOne } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('ladder'), rungs: z.array(z.int().min(0).max(5)).min(1) })

/** On which rungs of the ladder they stand; 0 is unknown. */
export type Ladder = z.infer<typeof schema>

const SUBJECT = { en: 'ladder', ru: 'ступень' }
const BEGINS = {
  ladder: {
    en: [
      ...['ladder', 'rung', 'step', 'step of the ladder', 'ladder step', 'ladder level', 'on step', 'at step'],
      ...['hunt ladder', 'awareness step', 'awareness level', 'on ladder step', 'at ladder step', 'ladder stage'],
      ...['awareness stage', 'on the step', 'on the ladder', 'on rung', 'at rung', 'ladder rung', 'at stage'],
      ...['on stage', 'stands on step', "hunt's ladder", 'on the ladder step'],
    ],
    ru: [
      ...['ступень', 'ступени', 'лестница', 'лестница ханта', 'ступень лестницы', 'ступень лестницы ханта', 'ступенью'],
      ...['ступеней', 'ступенях', 'на ступени', 'ступени лестницы', 'уровень осведомленности', 'по лестнице ханта'],
      ...['этап лестницы', 'на этапе', 'на стадии', 'на шаге', 'стоят на ступени', 'находятся на ступени'],
      ...['стоит на ступени', 'на лестнице', 'шаг лестницы', 'стадия осведомленности', 'лестнице'],
    ],
  },
}
const RUNGS = [0, 1, 2, 3, 4, 5] as const
const STEPS = [1, 2, 3, 4, 5] as const
const languages = ['en', 'ru'] as const

/** On some step, whichever. */
const KNOWN: Tree<Ladder> = { not: { leaf: 'ladder', rungs: [0] } }

export const ladder: Kind<Ladder> = {
  name: 'ladder',
  schema,
  sql: ({ rungs }, context) => onRungs(rungs, context),
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['ladder'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const compared = readLimit(c) ?? readUpwards(c)
      if (compared !== null) return compared
      const all = () => RUNGS.flatMap(rung => languages.map(language => rungName(rung, c.vocabulary, language)))
      const find = (name: string) => findRung(name, c.vocabulary) ?? ordinalRung(name) ?? rungCalled(c, name)
      return readNamed(c, { find, all }, 'rung', (values): Ladder => ({ leaf: 'ladder', rungs: values }), KNOWN)
    }),
  bare: c => [
    ...bareValues(c, {
      find: name => (/^\d|^unknown$|^неизвест/u.test(name) ? null : rungCalled(c, name)),
      leafOf: rungs => readAround(c, rungs),
      single: true,
    }),
    ...bareLimit(c),
  ],
  say: ({ rungs }, phrasing) =>
    phrasing.words.is(SUBJECT[phrasing.language], rungs.map(rung => rungPhrase(rung, phrasing)).join(', ')),
  builder: {
    entries: [
      {
        ...{ name: 'ladder', number: 22, menu: 'groups', label: { en: '🪜 Ladder', ru: '🪜 Лестница' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'On which steps of the ladder do they stand? Tick one or more.',
          ru: 'На каких ступенях лестницы они стоят? Отметьте одну или несколько.',
        },
        choices: (language, names) =>
          [1, 2, 3, 4, 5, 0].map(rung => ({
            value: String(rung),
            label: capital(rungName(rung, names, language), language),
          })),
        says: (_leaf, values) => ({ leaf: 'ladder', rungs: values.map(Number) }),
        of: leaf => leaf.rungs.map(String),
      },
    },
    shown: () => ['values'],
  },
}

/** What else the steps are called. */
const ALSO: ReadonlyMap<string, number> = new Map([
  ...['знают', 'знает', 'осознали', 'осознал', 'осознают', 'видят', 'понимают'].flatMap(verb =>
    ['о проблеме', 'проблему', 'проблемы', 'про проблему'].map(what => [`не ${verb} ${what}`, 1] as const),
  ),
  ...[
    'know the problem',
    'knows the problem',
    'aware of the problem',
    'problem aware',
    'have the problem',
    'has problem',
  ]
    .concat(['знают о проблеме', 'знает о проблеме', 'осознали проблему', 'понимают проблему', 'есть проблема'])
    .map(name => [name, 2] as const),
  ...['solution aware', 'aware of solutions', 'looking for a solution', 'ищут решение', 'знают решения'].map(
    name => [name, 3] as const,
  ),
  ...['product aware', 'know the product', 'knows the product', 'know us', 'знают продукт', 'выбирают продукт'].map(
    name => [name, 4] as const,
  ),
  ...['most aware', 'about to buy', 'готовы покупать', 'готов покупать'].map(name => [name, 5] as const),
  ...['unaware', 'not aware', 'проблемы нет'].map(name => [name, 1] as const),
])

const ORDINALS: readonly RegExp[] = ['перв', 'втор', 'трет', 'четверт', 'пят'].map(
  stem => new RegExp(`^${stem}\\p{L}{1,3}$`, 'u'),
)

/** The step of an ordinal, which stands beside the word for it: «на четвёртой ступени». */
function ordinalRung(name: string): number | null {
  const step = ORDINALS.findIndex(form => form.test(fold(name)))
  return step < 0 ? null : step + 1
}

/** A step by its name, or by another form of it: «готовы купить» is «готов купить». */
function rungCalled(c: Cursor, name: string): number | null {
  const also = ALSO.get(fold(name))
  if (also !== undefined) return also
  const found = findRung(name, c.vocabulary)
  if (found !== null) return found
  const plain = name.replace(/\b(?:the|our|a|an|your)\s+/giu, '')
  const bare = STEPS.find(step =>
    languages.some(language => fold(rungName(step, c.vocabulary, language)).replace(/\bour\s+/u, '') === fold(plain)),
  )
  if (bare !== undefined) return bare
  const names = STEPS.flatMap(step => languages.map(language => rungName(step, c.vocabulary, language)))
  const same = sameWord(name, names)
  return same === null ? null : findRung(same, c.vocabulary)
}

/** "Ladder: knows solutions or higher"; null, and nothing is taken, where no such words follow a name. */
function readUpwards(c: Cursor): Ladder | null {
  const begin = c.at
  takeSign(c, ':', '=')
  take(c, 'is')
  const found = namedAt(c, name => rungCalled(c, name))
  if (found !== null) {
    c.at = found.to
    const leaf = readAround(c, [found.value])
    if (c.at > found.to) return leaf
  }
  c.at = begin
  return null
}

/** "Knows solutions or higher" is all the steps from there. */
function readAround(c: Cursor, rungs: number[]): Ladder {
  const [only] = rungs
  if (only === undefined || rungs.length > 1) return { leaf: 'ladder', rungs }
  const way = take(c, 'orMore', 'orLess')
  if (way === null) return { leaf: 'ladder', rungs }
  return { leaf: 'ladder', rungs: STEPS.filter(step => (way === 'orMore' ? step >= only : step <= only)) }
}

/** "At least knows solutions": a limit before the name of a step. */
function bareLimit(c: Cursor): Candidate[] {
  const limit = see(c, 'over', 'under', 'atLeast', 'atMost')
  if (limit === null || peek(c, limit.length)?.kind !== 'word') return []
  const begin = c.at
  const leaf = readLimit(c)
  const to = c.at
  c.at = begin
  return leaf === null ? [] : [{ to, sure: 'words', read: () => leaf }]
}

/** "3+", "3–5", "at least 3", "at least knows solutions"; null, and nothing is taken, for names. */
function readLimit(c: Cursor): Ladder | null {
  const begin = c.at
  takeSign(c, ':', '=')
  take(c, 'is')
  const limit = see(c, 'over', 'under', 'atLeast', 'atMost', 'from', 'between')
  const number = peek(c, limit?.length ?? 0)?.kind === 'number'
  const joins = '+-'.includes(peek(c, 1)?.text ?? ' ') || seeAhead(c, 1, 'orMore', 'orLess', 'to') !== null
  if (number && (limit !== null || joins)) {
    const compare = readCompare(c, () => readNumber(c, { kind: 'rung' }, 'decimal'))
    const rungs = STEPS.filter(step => passes(step, compare))
    return rungs.length > 0 ? { leaf: 'ladder', rungs } : fail(c, { kind: 'rung' })
  }
  if (limit !== null && limit.key !== 'from' && limit.key !== 'between') {
    c.at += limit.length
    const named = readName(c)
    const rung = named === null ? null : (findRung(named.text, c.vocabulary) ?? rungCalled(c, named.text))
    if (rung !== null && rung > 0) {
      const compare: Compare =
        limit.key === 'over'
          ? { over: rung }
          : limit.key === 'under'
            ? { under: rung }
            : limit.key === 'atLeast'
              ? { atLeast: rung }
              : { atMost: rung }
      const rungs = STEPS.filter(step => passes(step, compare))
      if (rungs.length > 0) return { leaf: 'ladder', rungs }
    }
  }
  c.at = begin
  return null
}

function passes(step: number, compare: Compare): boolean {
  if ('over' in compare) return step > compare.over
  if ('under' in compare) return step < compare.under
  if ('atLeast' in compare) return step >= compare.atLeast
  if ('atMost' in compare) return step <= compare.atMost
  return 'exactly' in compare ? step === compare.exactly : step >= compare.from && step <= compare.to
}

/** Nobody has a row who stands nowhere: 0 is the lack of one. */
function onRungs(rungs: readonly number[], context: EvaluationContext): Sql {
  const mine = ofOne(sql`a.subscriber_id`, context)
  const on = rungs.filter(rung => rung !== 0)
  const parts =
    on.length === 0
      ? []
      : [isAmong(sql`select a.subscriber_id from awareness a where a.rung in ${among(on)}${mine}`, { once: true })]
  if (rungs.includes(0)) parts.push(sql`not exists (select 1 from awareness a where a.subscriber_id = s.id)`)
  return any(...parts)
}

function rungPhrase(rung: number, phrasing: Phrasing): string {
  const { names, language } = phrasing
  const name = rungName(rung, names, language)
  if (findRung(name, names) !== rung) return String(rung)
  // The usual names may hold words of the language; admins' own are values like any other.
  return name === rungName(rung, { rung: () => null }, language) ? name : valuePhrase(name, phrasing)
}
