import type { z } from 'zod'
import type { FactProblem } from '../../audience/attribute/fact.js'
import type { AppError } from '../../errors.js'
import { texts } from '../../text/index.js'

/** Why an item was not taken: a code for programs, the field that it is about, one sentence for people. */
export type Problem = { code: ProblemCode; field: string | null; message: string }

/** What can be wrong with one item. */
export type ProblemCode =
  | 'too_long'
  | 'not_utf8'
  | 'not_json'
  | 'missing'
  | 'invalid'
  | 'unknown_field'
  | 'nobody'
  | 'future'
  | 'past'
  | 'forgotten'
  | 'linked'
  | 'not_here'
  | 'team'
  | 'unknown_person'
  | 'unreachable'
  | 'too_many'
  | 'other_message'
  | 'other_event'
  | 'fault'

/** An item that cannot be taken; what it had written is undone. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** Makes a problem. */
export function problem(code: ProblemCode, field: string | null, message: string): Problem {
  return { code, field, message }
}

/** The first thing that is wrong with the shape of an item. @param item what was read, so that what is missing is told from what is wrong */
export function problemOfShape(issues: readonly z.core.$ZodIssue[], item: unknown): Problem {
  const [issue] = issues
  if (issue === undefined) return problem('invalid', null, 'This item cannot be read.')
  const field = pathOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const [first = ''] = issue.keys
    const name = pathOf([...issue.path, first.slice(0, 64)]) ?? ''
    return problem('unknown_field', name, `There is no field \`${name}\` here: leave it out, or look how it is spelt.`)
  }
  if (field === null) return problem('invalid', null, 'Send this item as a JSON object.')
  return valueAt(item, issue.path) === undefined
    ? problem('missing', field, `Add \`${field}\`: ${issue.message}.`)
    : problem('invalid', field, `Send \`${field}\` as ${issue.message}.`)
}

/** `lines[0].price` */
function pathOf(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(item: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined,
    item,
  )
}

const ORDER: Readonly<Record<string, Problem>> = {
  future: problem('future', 'at', '`at` lies in the future: send when the order was made, with its offset.'),
  past: problem('past', 'at', '`at` lies before 1990: send when the order was made.'),
  refunded: problem('invalid', 'refunded', '`refunded` is more than `total`: send what was given back of it.'),
  total: problem(
    'invalid',
    'total',
    '`total` is more than any order comes to: send whole units of the currency, not cents.',
  ),
}

const CUSTOMER: Readonly<Record<string, Problem>> = {
  nobody: problem('nobody', null, 'Say who it is: send at least one of `id`, `telegram_id`, `phone`, `email`.'),
  phone: problem(
    'invalid',
    'phone',
    '`phone` is no phone that exists: send it with the code of its country, such as "+371 2000 0000".',
  ),
  email: problem('invalid', 'email', '`email` is no e-mail address: put it right or leave it out.'),
}

export const FORGOTTEN = problem(
  'forgotten',
  null,
  'This person asked to be forgotten: nothing of them is taken until they press Start themselves.',
)

/** What of an error of the domain is told; null for one that no item can cause. @param within the field in which a customer stands */
export function problemOfError({ code, details }: AppError, within: string | null): Problem | null {
  const why = String(details['why'] ?? '')
  switch (code) {
    case 'order_invalid':
      return ORDER[why] ?? problem('invalid', why, `\`${why}\` is not as it can be in an order: put it right.`)
    case 'customer_forgotten':
      return FORGOTTEN
    case 'customer_invalid': {
      const known = CUSTOMER[why] ?? problem('invalid', why, `\`${why}\` is not as it can be: put it right.`)
      return within === null ? known : { ...known, field: known.field === null ? within : `${within}.${known.field}` }
    }
    default:
      return null
  }
}

const FACTS: Readonly<Record<FactProblem, string>> = {
  empty: 'send a value that is not empty, or null to take it back',
  too_long: 'send up to 256 characters',
  one_value: 'send one value, it is no field of many',
  not_a_number: 'send a number',
  two_numbers: 'send a number with a point before its decimals',
  not_a_day: 'send a day, such as "2026-11-29"',
  impossible_day: 'there is no such day',
  impossible_birthday: 'nobody has this birthday',
  not_yes_or_no: 'send true or false',
  unknown_option: 'send one of its options, as they stand in the settings of the bot',
  unknown_country: 'send the code of a country, such as "LV"',
}

/** What is wrong with the value of a field of people. */
export function problemOfFact(field: string, why: FactProblem): Problem {
  return problem('invalid', `fields.${field}`, `\`fields.${field}\`: ${FACTS[why]}.`)
}

/** Fields of a message that its words may be wrong by. */
const WORDS: Readonly<Record<string, string>> = { entity: 'entities', entities: 'entities', label: 'button.label' }

/** Why a message to one person is not sent. */
export function problemOfMessage({ code, details }: AppError): Problem {
  const message = texts('en').errors[code](details)
  switch (code) {
    case 'service_unknown':
      return problem('unknown_person', 'to', message)
    case 'service_unreachable':
      return problem('unreachable', 'to', message)
    case 'service_too_many':
      return problem('too_many', 'to', message)
    case 'service_other_words':
      return problem('other_message', 'id', message)
    case 'service_words':
      return problem('invalid', WORDS[String(details['why'])] ?? 'text', message)
    default:
      return problem('invalid', null, message)
  }
}
