import type { PlainCriterion } from '../src/segments/criterion.js'
import type { Question } from './segment-questions.js'

type Hand = Question['hand'][number]

/** A question that a kind of condition asks, beside the forms of it by hand. */
export function one(name: string, criterion: PlainCriterion, ...hand: Hand[]): Question {
  return { name, criterion, hand }
}

/** SQL by hand, in which `?` stands for parameters. */
export function plain(text: string, ...params: (string | number)[]): Hand {
  return { text, params }
}

/** Everybody by a test of theirs. */
export function each(where: string, ...params: (string | number)[]): Hand {
  return plain(`select s.id from subscribers s not indexed where ${where}`, ...params)
}

/** Who the customers of a query are. */
export function buyers(inner: string): Hand {
  return plain(
    `select c.subscriber_id as id from (${inner}) g cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`,
  )
}

/** Whether an order counts, by its name in the statement. @param at the moment of evaluation, ms UTC */
export function counted(o: string, at: number): string {
  return `${o}.status = 'paid' and (${o}.total > ${o}.refunded or (${o}.total = 0 and ${o}.refunded = 0)) and ${o}.at <= ${at}`
}
