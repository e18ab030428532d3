/** What Telegram adds to some refusals. */
export type Parameters = { retry_after?: number; migrate_to_chat_id?: number }

/** A call that Telegram would not do: answered as `{ ok: false, error_code, description, parameters }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters: Parameters | null = null,
  ) {
    super(description)
  }
}

/** 400, in the words that follow `Bad Request: `. */
export const badRequest = (what: string): Refusal => new Refusal(400, `Bad Request: ${what}`)

/** 403, in the words that follow `Forbidden: `. */
export const forbidden = (what: string): Refusal => new Refusal(403, `Forbidden: ${what}`)

/** 409, in the words that follow `Conflict: `. */
export const conflict = (what: string): Refusal => new Refusal(409, `Conflict: ${what}`)

/** 429: try again after so many seconds. */
export const tooMany = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
