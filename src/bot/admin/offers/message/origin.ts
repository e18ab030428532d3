import type { Message } from 'grammy/types'
import type { Db } from '../../../../db/open.js'
import { type PartArgs, recordOrigin } from '../../../../offers/offer/origin.js'

/** A part of an offer that is made from a message, as it is kept. */
export type Part =
  | 'offer_message'
  | 'offer_version'
  | 'offer_buttons'
  | 'offer_own_buttons'
  | 'offer_version_buttons'
  | 'offer_name'

/** All of a message that an offer takes; what Telegram edits by itself (a preview that has come) is not in it. */
export function printOf(message: Message): string {
  const { text, caption, entities, caption_entities, link_preview_options: preview } = message
  const { photo, video, animation, document, voice, video_note, audio } = message
  const { show_caption_above_media, has_media_spoiler } = message
  const medium = photo?.at(-1) ?? animation ?? video ?? voice ?? video_note ?? audio ?? document
  return JSON.stringify([
    text ?? caption ?? '',
    (entities ?? caption_entities ?? []).map(({ type, offset, length, ...more }) => [type, offset, length, more]),
    medium?.file_unique_id ?? null,
    show_caption_above_media === true,
    has_media_spoiler === true,
    preview?.is_disabled === true,
    preview?.show_above_text === true,
    preview?.prefer_small_media === true,
    preview?.prefer_large_media === true,
  ])
}

/** Remembers that a part of a draft was made from this message, so that its author can still edit it. In a group. */
export function keepOrigin(db: Db, message: Message, part: Part, args: PartArgs): void {
  recordOrigin(
    db,
    { chat: message.chat.id, message: message.message_id },
    { topic: part, args, print: printOf(message) },
  )
}
