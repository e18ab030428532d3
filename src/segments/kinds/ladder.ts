import { z } from 'zod'
import { among, any, type Sql, sql } from '../compile/sql.js'
import { findRung, rungName } from '../names.js'
import { capital, type Phrasing, valuePhrase } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { readNamed } from '../read/named.js'
import { type EvaluationContext, ofOne } from '../window.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({ leaf: z.literal('ladder'), rungs: z.array(z.int().min(0).max(5)).min(1) })

/** On which rungs of the ladder they stand; 0 is unknown. */
export type Ladder = z.infer<typeof schema>

const SUBJECT = { en: 'ladder', ru: 'ступень' }
const BEGINS = {
  ladder: {
    en: ['ladder', 'rung', 'step', 'step of the ladder'],
    ru: [...['ступень', 'ступени', 'лестница', 'лестница ханта', 'ступень лестницы'], ...['ступень лестницы ханта']],
  },
}
const RUNGS = [0, 1, 2, 3, 4, 5] as const
const languages = ['en', 'ru'] as const

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
      const all = () => RUNGS.flatMap(rung => languages.map(language => rungName(rung, c.vocabulary, language)))
      const find = (name: string) => findRung(name, c.vocabulary)
      return readNamed(c, { find, all }, 'rung', (values): Ladder => ({ leaf: 'ladder', rungs: values }))
    }),
  say: ({ rungs }, phrasing) =>
    phrasing.words.is(SUBJECT[phrasing.language], rungs.map(rung => rungPhrase(rung, phrasing)).join(', ')),
  builder: {
    entries: [
      {
        ...{ name: 'ladder', number: 22, menu: 'ladder', label: { en: '🪜 Ladder', ru: '🪜 Лестница' } },
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

/** Nobody has a row who stands nowhere: 0 is the lack of one. */
function onRungs(rungs: readonly number[], context: EvaluationContext): Sql {
  const mine = ofOne(sql`a.subscriber_id`, context)
  const on = rungs.filter(rung => rung !== 0)
  const parts =
    on.length === 0 ? [] : [sql`s.id in (select a.subscriber_id from awareness a where a.rung in ${among(on)}${mine})`]
  if (rungs.includes(0)) parts.push(sql`s.id not in (select a.subscriber_id from awareness a where true${mine})`)
  return any(...parts)
}

function rungPhrase(rung: number, phrasing: Phrasing): string {
  const { names, language } = phrasing
  const name = rungName(rung, names, language)
  if (findRung(name, names) !== rung) return String(rung)
  // The usual names may hold words of the language; admins' own are values like any other.
  return name === rungName(rung, { rung: () => null }, language) ? name : valuePhrase(name, phrasing)
}
