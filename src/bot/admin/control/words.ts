import type { Holdout } from '../../../audience/holdout.js'
import type { Here } from '../../here.js'
import { dayWords } from '../words/goal.js'

/** The first and the last day of a quarter, in words, by the bot's clock. */
export function daysOf({ zone, language, at }: Here, { fromAt, toAt }: Pick<Holdout, 'fromAt' | 'toAt'>) {
  return {
    from: dayWords(fromAt, zone(), language, at),
    last: dayWords(toAt - 1, zone(), language, at),
  }
}
