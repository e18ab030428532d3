import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, seeBeginning } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { isForm } from '../starter.js'
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
