import type { BotContext } from '../context.js'

/** True for what somebody wrote; false for what Telegram itself puts into a chat (a pinned message, a changed timer …). */
export function isWriting(ctx: BotContext): boolean {
  return ctx.has([
    'message:text',
    'message:photo',
    'message:video',
    'message:animation',
    'message:document',
    'message:audio',
    'message:voice',
    'message:video_note',
    'message:sticker',
    'message:contact',
    'message:location',
    'message:venue',
    'message:poll',
    'message:checklist',
    'message:dice',
    'message:game',
    'message:story',
    'message:paid_media',
  ])
}
