import { GrammyError } from 'grammy'
import type { Content } from '../../../offers/content.js'
import { type BotContext, personOf } from '../../context.js'
import type { SendingApi } from '../../sender.js'
import { renderContent } from '../../texts.js'

/** Sends a text to whoever asks, as people read it. @returns Telegram's words where it would not take it; null: it came */
export async function sendPreview(ctx: BotContext, content: Content): Promise<string | null> {
  if (ctx.from === undefined) return null
  const { raw }: Pick<SendingApi, 'raw'> = ctx.api
  const { method, payload } = renderContent(content, personOf(ctx.from))
  try {
    await raw[method]({ chat_id: ctx.from.id, ...payload })
    return null
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return error.description
  }
}
