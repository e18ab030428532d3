import { AppError } from '../../errors.js'

/**
 * What a button does when it is pressed, where it opens no address. `set`: a field gets this value (as `shown` of a value
 * has it; null: the day on which it is pressed); `ask`: a question of the survey is put; `about`: they want to hear about this,
 * or (`wants` false) do not.
 */
export type Action =
  | { kind: 'set'; field: number; value: string | null }
  | { kind: 'ask'; question: number }
  | { kind: 'about'; interest: number; wants: boolean }

/** Names what a typed button does, before it is looked up whether there is such a thing. */
export type Verb = Action['kind']

/**
 * Reads what stands behind the verb of a typed button.
 * @returns what stands in the place of its address
 * @throws AppError `action_invalid` {why, name, …}
 */
export type ActionReader = (verb: Verb, words: string) => string

const SET = /^do:set\/(\d{1,15})\/([\w-]{1,1000})$/
const TODAY = /^do:today\/(\d{1,15})$/
const ABOUT = /^do:(about|without)\/(\d{1,15})$/
const ASK = /^do:ask\/(\d{1,15})$/

/**
 * An action in the place of an address, so that it has a number, a label and figures like any link. What is stored in
 * messages already sent is never read otherwise.
 */
export function actionAddress(action: Action): string {
  if (action.kind === 'ask') return `do:ask/${action.question}`
  if (action.kind === 'about') return `do:${action.wants ? 'about' : 'without'}/${action.interest}`
  const { field, value } = action
  return value === null ? `do:today/${field}` : `do:set/${field}/${Buffer.from(value).toString('base64url')}`
}

/** What a button with this address does; null for one that opens it. */
export function actionOf(url: string): Action | null {
  const [, asked] = ASK.exec(url) ?? []
  if (asked !== undefined) return { kind: 'ask', question: Number(asked) }
  const [, wish, interest] = ABOUT.exec(url) ?? []
  if (interest !== undefined) return { kind: 'about', interest: Number(interest), wants: wish === 'about' }
  const [, dated] = TODAY.exec(url) ?? []
  if (dated !== undefined) return { kind: 'set', field: Number(dated), value: null }
  const [, field, value] = SET.exec(url) ?? []
  if (field === undefined || value === undefined) return null
  return { kind: 'set', field: Number(field), value: Buffer.from(value, 'base64url').toString() }
}

/** True for what stands in the place of an address and opens nothing. */
export function isAction(url: string): boolean {
  return actionOf(url) !== null
}

/** Reads no action: where buttons only open addresses. */
export const noActions: ActionReader = (_verb, words) => {
  throw new AppError('action_invalid', { why: 'action_here', name: words })
}
