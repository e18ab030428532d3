import { type Composer, GrammyError, HttpError } from 'grammy'
import type { Codec } from '../callback-data.js'
import { isAppError } from '../errors.js'
import { texts } from '../text/index.js'
import type { BotContext } from './context.js'

/**
 * Handles a press. The clock on the button is stopped whatever happens; a coded error becomes one sentence in a pop-up.
 * @param handle may answer the query itself, with words for the pop-up
 */
export function onPress<Field extends string>(
  composer: Composer<BotContext>,
  definition: Pick<Codec<Record<Field, number>>, 'read'>,
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
