import type { Wording } from '../../audience/subscription/wording.js'
import type { Content } from '../../offers/content.js'
import type { Rich } from '../../text/rich.js'
import { type BotContext, personOf } from '../context.js'
import { renderContent, sendContent, type TextButton, wordsOfContent } from '../settings/texts.js'

const TOAST_LENGTH = 200

/** Words that a person is shown, for the history. */
export function words(ctx: Pick<BotContext, 'language'>, name: string, shown: Rich | string | Content): Wording {
  const text = typeof shown === 'string' ? shown : 'kind' in shown ? wordsOfContent(shown) : shown.text
  return { name, language: ctx.language, shown: text }
}

/** Says what the shop wrote itself, to the person of this update. */
export async function sayOwn(ctx: BotContext, content: Content, rows: TextButton[][] = []): Promise<void> {
  if (ctx.from === undefined) return
  await sendContent(ctx.api, ctx.from.id, content, personOf(ctx.from), rows)
}

/** The words alone, with this person's name. */
export function plainOwn(ctx: BotContext, content: Content): string {
  if (ctx.from === undefined) return content.text
  const { payload } = renderContent({ ...content, buttons: [] }, personOf(ctx.from))
  const text = payload['text'] ?? payload['caption']
  return typeof text === 'string' ? text : ''
}

/** The words, where they say it all in the short line that answers a press; null where it takes a message. */
export function ownToast(ctx: BotContext, content: Content): string | null {
  if (content.kind !== 'text' || content.buttons.length > 0) return null
  const plain = plainOwn(ctx, content)
  return plain.length > TOAST_LENGTH ? null : plain
}
