import { countryName } from '../audience/place/country.js'
import type { Db } from '../db/open.js'
import { AppError, isAppError } from '../errors.js'
import type { Language } from '../text/format.js'
import { languageSql } from './compile/column.js'
import { savedRules } from './criterion/expand.js'
import type { Criterion } from './criterion.js'
import { isLeaf, parseCriterion } from './criterion.js'
import { kindOf } from './kinds/all.js'
import type { Having, MissingKind } from './missing/used.js'
import { nameOfLanguage } from './names.js'
import type { Rule } from './rule.js'
import { nearestWords } from './spelling/nearest.js'
import { createVocabulary, type Vocabulary } from './vocabulary.js'

/**
 * A name in a criterion that nobody has. `of` is the id of the field that it should be a value of, or of the offer whose
 * link it should be, and 0 for other kinds; a link's name is its number. `segment` is the name of the segment whose rule says it, null where the criterion itself does. `nearest`: names that somebody has, the
 * nearest first. `widens`: the condition holds whoever it was not meant for, as *not* before it does.
 */
export type Missing = Place & { value: string; nearest: string[]; widens: boolean }

/** Where in a condition the name stands. */
type Place = { kind: MissingKind; of: number; segment: string | null }

const NEAREST = 3
const MOST = 5
const LANGUAGES = ['en', 'ru'] as const
/** Languages that the bot speaks itself: they are names before anybody speaks them. */
const SPOKEN = ['en', 'ru']

type Named = Place & { values: readonly string[]; widens: boolean }

/**
 * Names in a criterion, and in the segments that it names, that nobody has: values of fields of words, sources,
 * languages, products, categories, promo codes, links of an offer. Options of a field are names before anybody chose them; numbers, days and pieces of
 * a text are no names. Whatever else has a name is looked up where a sentence is read.
 * @returns at most five; languages are left out where looking takes longer than 5 s
 */
export async function findMissing(db: Db, criterion: Criterion): Promise<Missing[]> {
  const vocabulary = createVocabulary(db)
  const missing: Missing[] = []
  for (const { values, ...named } of namesOf(db, criterion)) {
    const used = named.kind === 'language' ? await usedLanguages(db, values) : usedOf(vocabulary, named)
    for (const value of values) {
      if (missing.length === MOST || used.has(value)) continue
      if (missing.some(other => other.kind === named.kind && other.of === named.of && other.value === value)) continue
      missing.push({
        ...named,
        value,
        nearest: nearestWords(value, used.all(), NEAREST, namesOfOne(vocabulary, named)),
      })
    }
  }
  return missing
}

/** All that a name of this kind is called, in both languages. */
function namesOfOne(vocabulary: Vocabulary, { kind, of }: Pick<Named, 'kind' | 'of'>): (name: string) => string[] {
  const key = kind === 'value' ? vocabulary.field(of)?.key : kind
  const inBoth = (say: (language: Language) => string) => LANGUAGES.map(say)
  return name => {
    // Without its country a town is one of several, and still the one that was nearly written.
    if (key === 'city') return [name, ...inBoth(language => vocabulary.cityWords(name, language))].flatMap(withoutPlace)
    if (key === 'country') return [name, ...inBoth(language => countryName(name, language))]
    return key === 'language' ? [name, ...inBoth(language => nameOfLanguage(name, language))] : [name]
  }
}

function withoutPlace(name: string): string[] {
  const [bare = name] = name.split(', ')
  return bare === name ? [name] : [name, bare]
}

/** The names that must be somebody's, in order, with what becomes of a condition whose name nobody has. */
function namesOf(db: Db, criterion: Criterion): Named[] {
  const rules = savedRules(db)
  const named: Named[] = []
  function walk(criterion: Criterion, negated: boolean, segment: string | null, within: readonly number[]): void {
    if (!isLeaf(criterion)) {
      const turned = 'not' in criterion
      const inside = turned ? [criterion.not] : 'all' in criterion ? criterion.all : criterion.any
      for (const child of inside) walk(child, negated !== turned, segment, within)
      return
    }
    if (criterion.leaf !== 'segment')
      return void named.push(
        ...kindOf(criterion)
          .names(criterion)
          .map(({ kind, of, values, holds }) => ({ kind, of, values, segment, widens: holds !== negated })),
      )
    if (within.includes(criterion.segment)) return
    const rule = rules(criterion.segment)
    if (rule !== null) walk(rule.criterion, negated, segment ?? rule.name, [...within, criterion.segment])
  }
  walk(criterion, false, null, [])
  return named
}

function usedOf(vocabulary: Vocabulary, { kind, of }: Pick<Named, 'kind' | 'of'>): Having {
  switch (kind) {
    case 'product':
      return vocabulary.products
    case 'category':
      return vocabulary.categories
    case 'promoCode':
      return vocabulary.promoCodes
    case 'source':
      return vocabulary.sources
    case 'channel':
      return vocabulary.channels
    case 'link':
      return {
        has: number => vocabulary.link(of, Number(number)) !== null,
        all: () => vocabulary.links(of).map(name => String(vocabulary.findLink(of, name))),
      }
    default:
      return vocabulary.values(of)
  }
}

/**
 * People's languages are found in the reader, since nothing but a look at people tells them: at somebody who speaks each,
 * and only where nobody does at everybody.
 */
async function usedLanguages(db: Db, asked: readonly string[]): Promise<Having> {
  const { text, params } = languageSql
  const someone = `select 1 as found from subscribers s where ${text} = ? limit 1`
  const spoken = [...SPOKEN]
  for (const code of asked) {
    if (spoken.includes(code)) continue
    const rows = await unlessSlow(db.people.rows<{ found: number }>(someone, [...params, code]))
    if (rows === null || rows.length > 0) spoken.push(code)
  }
  if (asked.every(code => spoken.includes(code))) return { has: code => spoken.includes(code), all: () => spoken }
  const every = `select distinct ${text} as code from subscribers s where code is not null limit 200`
  const rows = await unlessSlow(db.people.rows<{ code: string }>(every, params))
  const codes = [...new Set([...spoken, ...(rows ?? []).map(row => row.code)])]
  return { has: code => codes.includes(code), all: () => codes }
}

async function unlessSlow<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}

/**
 * To be asked before people are written to, or a sentence is kept for that.
 * @throws AppError `name_nobody_has` with `name`, and `segment` where another segment says it
 */
export async function checkNames(db: Db, criterion: Criterion): Promise<void> {
  const [first] = await findMissing(db, criterion)
  if (first !== undefined) throw nobodyHas(first)
}

/** The AppError `name_nobody_has` of a name. */
export function nobodyHas({ value: name, segment }: Missing): AppError {
  return new AppError('name_nobody_has', segment === null ? { name } : { name, segment })
}

/** The criterion with another name in place of one that nobody has. */
export function withName(criterion: Criterion, missing: Missing, name: string): Criterion {
  return parseCriterion(renamed(criterion, missing, name))
}

function renamed(criterion: Rule, missing: Missing, name: string): Rule {
  if (!isLeaf(criterion)) {
    if ('not' in criterion) return { not: renamed(criterion.not, missing, name) }
    const inside = ('all' in criterion ? criterion.all : criterion.any).map(child => renamed(child, missing, name))
    return 'all' in criterion ? { all: inside } : { any: inside }
  }
  const { kind, of, value } = missing
  const use = kindOf(criterion)
    .names(criterion)
    .find(use => use.kind === kind && use.of === of && use.values.includes(value))
  return use?.with([...new Set(use.values.map(other => (other === value ? name : other)))]) ?? criterion
}
