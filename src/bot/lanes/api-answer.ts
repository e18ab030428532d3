import { SECOND } from '../../clock.js'

const LONGEST_REST_S = 86_400

/** Telegram's own words for an edit that changes nothing. */
export const UNCHANGED = {
  ok: false,
  error_code: 400,
  description:
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
}

/** What Telegram would say again to a chat that rests for so many ms more. */
export function refusal(ms: number): object {
  const seconds = Math.ceil(ms / SECOND)
  return {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }
}

/** True when Telegram did what it was asked. */
export function isResult(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true && 'result' in answer
}

/** True for a refusal with its code and words. */
export function isRefusal(answer: unknown): answer is object {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== false) return false
  const code = 'error_code' in answer ? answer.error_code : null
  const hasCode = typeof code === 'number' && Number.isInteger(code) && code >= 400 && code < 600
  return hasCode && 'description' in answer && typeof answer.description === 'string'
}

/** Seconds that a 429 asks for, a day at most, 1 where it says nothing sensible; null for any other answer. */
export function retryAfter(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null
  if (!('error_code' in answer) || answer.error_code !== 429) return null
  if (!('parameters' in answer) || typeof answer.parameters !== 'object' || answer.parameters === null) return 1
  const seconds = 'retry_after' in answer.parameters ? answer.parameters.retry_after : null
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, LONGEST_REST_S) : 1
}
