import { z } from 'zod'
import { badRequest } from '../refusal.js'
import type { Call } from '../request.js'

/** Telegram's own words for what is most often left out. */
const MISSING: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  photo: 'there is no photo in the request',
  video: 'there is no video in the request',
  animation: 'there is no animation in the request',
  document: 'there is no document in the request',
  from_chat_id: 'from_chat_id is empty',
  message_id: 'message identifier is not specified',
  file_id: 'file_id not specified',
}

/** Parameters of a call as its schema has them. Throws `Refusal` 400 for unknown, missing and wrongly typed ones. */
export function checkParams<S extends z.ZodObject>(schema: S, call: Call): z.output<S> {
  for (const name of call.uploads.keys()) {
    if (name in schema.shape) call.params[name] = `attach://${name}`
  }
  for (const [name, value] of Object.entries(call.params)) {
    if (typeof value === 'string' && (call.form || value.startsWith('{') || value.startsWith('['))) {
      call.params[name] = unstring(schema.shape[name], value)
    }
  }
  const result = schema.safeParse(call.params)
  if (result.success) return result.data
  throw badRequest(describeIssue(result.error.issues[0], call.params))
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, false: false, no: false, 0: false }

/** A form writes everything as text, and lists and objects may be JSON text in any body. */
function unstring(field: z.core.$ZodType | undefined, value: string): unknown {
  if (field === undefined || accepts(field, value)) return value
  const word = WORDS[value.toLowerCase()]
  if (word !== undefined && accepts(field, word)) return word
  try {
    const parsed: unknown = JSON.parse(value)
    return accepts(field, parsed) || typeof parsed === 'object' ? parsed : value
  } catch {
    return value
  }
}

const accepts = (field: z.core.$ZodType, value: unknown): boolean => z.safeParse(field, value).success

type Issue = z.core.$ZodIssue

function describeIssue(issue: Issue | undefined, params: Call['params']): string {
  if (issue === undefined) return 'invalid parameters'
  const first = String(issue.path[0] ?? '')
  if (issue.path.length === 1 && params[first] === undefined) {
    return MISSING[first] ?? `parameter "${first}" is required`
  }
  const deepest = deepen(issue, [])
  const path = deepest.path.map(String).join('.')
  if (deepest.code === 'unrecognized_keys') {
    const key = deepest.keys[0] ?? ''
    return path === '' ? `unknown parameter "${key}"` : `unknown field "${key}" in "${path}"`
  }
  const missing = deepest.code === 'invalid_type' && deepest.message.includes('received undefined')
  return missing ? `field "${path}" is required` : `parameter "${path}" is wrong: ${deepest.message}`
}

/** Of the branches of a union, the one that got furthest is what was meant. */
function deepen(issue: Issue, before: PropertyKey[]): Issue {
  const here = { ...issue, path: [...before, ...issue.path] }
  if (issue.code !== 'invalid_union') return here
  const branches = issue.errors.map(branch => branch[0]).filter(branch => branch !== undefined)
  const nested = branches.map(branch => deepen(branch, here.path))
  // An unknown field at the top of a branch means another branch was meant.
  const depth = (found: Issue) => found.path.length - (found.code === 'unrecognized_keys' ? 0.5 : 0)
  const furthest = nested.reduce<Issue | null>(
    (best, found) => (best === null || depth(found) > depth(best) ? found : best),
    null,
  )
  return furthest === null || furthest.path.length <= here.path.length ? here : furthest
}
