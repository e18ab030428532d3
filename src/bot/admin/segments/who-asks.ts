import { findAttribute } from '../../../audience/attribute.js'
import { isInOwnWords } from '../../../reports/export/person.js'
import { type Criterion, leavesOf } from '../../../segments/criterion.js'
import type { Here } from '../../here.js'
import { seesNames } from '../words/person.js'
import type { Understood } from './sentence.js'

/**
 * True when a sentence would tell an analyst who somebody is: counted often enough, names and what people wrote in words
 * of their own could be found out letter by letter.
 */
export function asksWho(here: Pick<Here, 'db' | 'role'>, understood: Understood): boolean {
  return !seesNames(here) && readingsOf(understood).some(criterion => tellsWho(here, criterion))
}

/** All that a press may choose: of what cannot be read, first what was read of it, then what was rather meant. */
export function readingsOf(understood: Understood): Criterion[] {
  if (understood.kind === 'read') return [understood.criterion]
  if (understood.kind === 'readings') return understood.readings
  return [...understood.fragments, ...understood.instead].map(({ criterion }) => criterion)
}

/** True when a condition asks for names, or for what people wrote in words of their own: analysts are not told its words. */
export function tellsWho({ db }: Pick<Here, 'db'>, criterion: Criterion): boolean {
  return leavesOf(criterion).some(leaf => {
    if (leaf.leaf === 'name') return true
    if (leaf.leaf !== 'field') return false
    const field = findAttribute(db, leaf.field)
    return field !== null && isInOwnWords(field)
  })
}
