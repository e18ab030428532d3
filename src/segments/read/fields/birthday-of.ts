import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, seeBeginning } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { isForm } from '../starter.js'
import { isSameWord } from '../words/inflect.js'
import { readField } from './of-field.js'

const BIRTH: readonly (readonly string[])[] = [['день', 'рождения'], ['дата', 'рождения'], ['др']]

/** «Др питомца», «у питомцев день рождения»: a birthday that is not their own, of the field that is called so. */
export function birthdaysOf(c: Cursor): Candidate[] {
  const at = peek(c)?.text === 'у' ? 1 : 0
  const begun = at === 0 ? seeBeginning(c) : null
  const birthday = begun?.key === 'birthday' ? begun.length : 0
  if (at === 0 && birthday === 0) return []
  return c.vocabulary.fields().flatMap(field => {
    const words = field.type === 'date' && field.label !== null ? wordsOf(field.label) : []
    const birth = BIRTH.find(own => own.length < words.length && own.every((word, i) => words[i] === word))
    if (birth === undefined) return []
    const whose = words.slice(birth.length)
    if (!isForm({ ...c, at: c.at + at + birthday }, whose)) return []
    const behind: Cursor = { ...c, at: c.at + at + birthday + whose.length }
    const own = at === 0 ? null : seeBeginning(behind)
    if (at > 0 && own?.key !== 'birthday') return []
    const to = behind.at + (own?.length ?? 0)
    return [{ to, sure: 'words' as const, read: (): Rule => readField(c, field) }]
  })
}

const BORN: ReadonlySet<string> = new Set(['birthday', 'birth', 'рождения', 'др'])

/**
 * "Whose dog has a birthday this week": a birthday right behind what somebody has is not their own where there is a field for
 * the birthday of that: then it is of that field.
 */
export function birthdayOfTheirs(c: Cursor, before: Rule | undefined, part: Rule, begin: number): Rule {
  const [one, other] = [fieldOf(c, before), fieldOf(c, part)]
  if (one === null || other?.key !== 'birthday' || one.label === null) return part
  const named = one.options?.flatMap(wordsOf) ?? []
  if (!named.some(word => isForm({ ...c, at: begin - 1 }, [word]))) return part
  const own = [...wordsOf(one.label), ...named]
  const theirs = c.vocabulary.fields().filter(({ type, label }) => {
    const words = type === 'date' && label !== null ? wordsOf(label) : []
    return words.some(word => BORN.has(word)) && words.some(word => own.some(mine => isSameWord(mine, word)))
  })
  const [only, ...others] = theirs
  return only === undefined || others.length > 0 ? part : { ...part, ...{ field: only.id } }
}

function fieldOf(c: Cursor, rule: Rule | undefined): Field | null {
  if (rule === undefined || !('leaf' in rule) || rule.leaf !== 'field' || !('field' in rule)) return null
  return c.vocabulary.field(Number(rule.field)) ?? null
}
