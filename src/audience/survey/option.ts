import { fold } from '../../text/fold.js'
import { readFacts } from '../attribute/fact.js'
import type { Attribute } from '../attribute.js'
import type { Question } from './question.js'

/**
 * What a value is compared by, read anew: by it an answer finds the option it was, however either was written and
 * whatever the field's own options are called by now.
 * @param shown the value as it is kept, or as an option has it
 */
export function sameness(attribute: Pick<Attribute, 'key' | 'type' | 'options'>, shown: string): string {
  const read = readFacts(attribute, [shown], Number.MAX_SAFE_INTEGER)
  const [fact] = read.kind === 'facts' ? read.facts : []
  return fact === undefined ? fold(shown) : String(fact.value)
}

/** The numbers of the options that these values are, in the question's order. */
export function optionsMeant({ attribute, options }: Question, values: readonly string[]): number[] {
  const meant = new Set(values.map(value => sameness(attribute, value)))
  return options.flatMap(({ value }, i) => (meant.has(sameness(attribute, value)) ? [i] : []))
}
