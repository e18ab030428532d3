import { type Composer, GrammyError, HttpError } from 'grammy'
import { isAppError } from '../errors.js'
import { texts } from '../text/index.js'
import type { BotContext } from './context.js'

/** A button's meaning: a short name and whole numbers, packed into Telegram's 64 bytes. */
export type Press<Field extends string = string> = {
  readonly name: string
  /** Callback data of a button that means this. */
  data(values: Record<Field, number>): string
  /** Reads callback data; null when it is something else, or was tampered with. */
  read(data: string): Record<Field, number> | null
}

const NUMBER = /^-?[0-9a-z]{1,11}$/

/**
 * Defines what a button may mean.
 * @param name short and unique among all presses
 * @param fields names of the numbers it carries, in their order
 */
export function press<const Fields extends readonly string[]>(name: string, ...fields: Fields): Press<Fields[number]> {
  return {
    name,
    data: values => [name, ...fields.map(field => packed(values, field).toString(36))].join(':'),
    read(data) {
      const [given, ...parts] = data.split(':')
      if (given !== name || parts.length !== fields.length || !parts.every(part => NUMBER.test(part))) return null
      const numbers = parts.map(part => Number.parseInt(part, 36))
      if (!numbers.every(Number.isSafeInteger)) return null
      return Object.fromEntries(fields.map((field, i) => [field, numbers[i] ?? 0])) as Record<Fields[number], number>
    },
  }
}

/** The generation that a button from before there were any is read with: it goes by the subject's state alone. */
const BY_STATE = -1

/**
 * Defines a button of which a second press would do more (resume, end, copy, send again). Its data ends in the
 * generation of its subject when it was shown; buttons that were sent without one still mean what they meant.
 */
export function pressOnce<const Fields extends readonly string[]>(
  name: string,
  ...fields: Fields
): Press<Fields[number] | 'generation'> {
  const bare = press(name, ...fields)
  const whole = press<readonly (Fields[number] | 'generation')[]>(name, ...fields, 'generation')
  return {
    name,
    data: whole.data,
    read(data) {
      const old = bare.read(data)
      if (old === null) return whole.read(data)
      const entries = fields.map((field: Fields[number]) => [field, old[field]] as const)
      return { ...Object.fromEntries(entries), generation: BY_STATE } as Record<Fields[number] | 'generation', number>
    },
  }
}

/** True for a button that was shown before the last thing of its kind was done. @param now the subject's generation */
export function isPassed(generation: number, now: number): boolean {
  return generation !== BY_STATE && generation !== now
}

function packed(values: Record<string, number>, field: string): number {
  const value = values[field]
  if (value === undefined || !Number.isSafeInteger(value)) throw new Error(`a press needs a whole number for ${field}`)
  return value
}

/**
 * Handles a press. The clock on the button is stopped whatever happens; a coded error becomes one sentence in a pop-up.
 * @param handle may answer the query itself, with words for the pop-up
 */
export function onPress<Field extends string>(
  composer: Composer<BotContext>,
  definition: Press<Field>,
  handle: (ctx: BotContext, values: Record<Field, number>) => Promise<unknown>,
): void {
  composer.on('callback_query:data', async (ctx, next) => {
    const values = definition.read(ctx.callbackQuery.data)
    if (values === null) return next()
    try {
      await handle(ctx, values)
      await stopClock(ctx)
    } catch (error) {
      if (!isAppError(error)) throw error
      await stopClock(ctx, texts(ctx.language).errors[error.code](error.details))
    }
  })
}

/**
 * Answers the press, with words in a pop-up if there are any; one that cannot be answered (any more) is left alone.
 * @param brief the words pass by themselves
 */
export async function stopClock(ctx: BotContext, words?: string, brief = false): Promise<void> {
  try {
    await ctx.answerCallbackQuery(
      words === undefined ? {} : { text: words.slice(0, 200), ...(!brief && { show_alert: true }) },
    )
  } catch (error) {
    // The press itself was done and must not be done again; only Telegram's little clock is missed.
    if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error
  }
}
