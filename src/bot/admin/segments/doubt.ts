import type { Criterion, Leaf } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { findMissing, type Missing, withName } from '../../../segments/missing.js'
import type { Names } from '../../../segments/vocabulary.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { ALONE } from '../../card.js'
import type { Here } from '../../here.js'
import { missingLines } from '../words/missing.js'

const MOST = 6

/** The same with a name that somebody has; `label` goes on its button. */
export type Instead = { label: string; criterion: Criterion }

/**
 * Why no offer may go out by a criterion: it has names that nobody has. `widens`: it holds people whom it was not meant
 * for. `instead`: the nearest that can be meant.
 */
export type Doubt = { lines: Piece[]; widens: boolean; instead: Instead[] }

/** Names of a criterion that nobody has, in words; null when there is none. */
export async function doubtOf(
  { db, language }: Pick<Here, 'db' | 'language'>,
  criterion: Criterion,
): Promise<Doubt | null> {
  const missing = await findMissing(db, criterion)
  if (missing.length === 0) return null
  const names = findNames(db)
  const words = texts(language).countCards
  const instead = missing.flatMap(one => (one.segment === null ? insteadOf(criterion, one, names, language) : []))
  const widens = missing.some(one => one.widens)
  return {
    widens,
    instead: instead.slice(0, MOST),
    lines: [
      ...missing.flatMap(one => missingLines(one, names, language)),
      widens ? words.wouldWiden : null,
      instead.length > 0 ? words.didYouMean : words.noOffer,
    ].filter(line => line !== null),
  }
}

function insteadOf(criterion: Criterion, missing: Missing, names: Names, language: Language): Instead[] {
  return missing.nearest.map(name => ({
    label: shorten(labelOf(missing, name, names, language), ALONE),
    criterion: withName(criterion, missing, name),
  }))
}

function labelOf({ kind, of }: Missing, name: string, names: Names, language: Language): string {
  const say = (leaf: Leaf) => describeCriterion(leaf, language, names)
  switch (kind) {
    case 'value':
      return say({ leaf: 'field', field: of, test: { is: [name] } })
    case 'source':
      return say({ leaf: 'source', values: [name] })
    case 'channel':
      return say({ leaf: 'channel', values: [name] })
    case 'language':
      return say({ leaf: 'language', values: [name] })
    case 'link':
      return names.link(of, Number(name)) ?? name
    default:
      return name
  }
}
