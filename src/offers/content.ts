import { z } from 'zod'
import { AppError } from '../errors.js'
import { urlOf } from '../text/address.js'
import { type ContentEntity, entitySchema } from './content/entity.js'
import { itemSchema } from './content/item.js'
import { type IncomingPoll, pollSchema, readPoll, withSets } from './content/poll.js'

export type { ContentEntity } from './content/entity.js'

const buttonSchema = z.object({ label: z.string(), url: z.string() })

/** Rows of buttons as stored. */
export const buttonsSchema = z.array(z.array(buttonSchema))

/**
 * What one version of an offer says: the admin's own message, with `{placeholders}` and true addresses.
 * `text` is the text, or the caption of the medium `fileId` (null for text and polls); a round video has none. With a `poll` it stands above that, and may be empty. `preview`: a link preview is wanted, of
 * `previewUrl` where the author chose one, `previewSize` as they chose. `above`: the preview or the caption stands above. `spoiler`: the medium is covered until tapped.
 * `items`: what an album holds, in its order; `text` is then the caption of the item `captioned` (the first, unless given), `group` Telegram's name of the album that the author sent.
 * `fields`: the shop's own fields that it is filled with, their ids by the folded names that stand in the text.
 */
export const contentSchema = z.object({
  kind: z.enum(['text', 'photo', 'video', 'animation', 'document', 'voice', 'video_note', 'audio', 'album', 'poll']),
  text: z.string(),
  entities: z.array(entitySchema),
  fileId: z.string().nullable(),
  preview: z.boolean(),
  previewUrl: z.exactOptional(z.string()),
  previewSize: z.exactOptional(z.enum(['small', 'large'])),
  above: z.exactOptional(z.literal(true)),
  spoiler: z.exactOptional(z.literal(true)),
  buttons: buttonsSchema,
  poll: z.exactOptional(pollSchema),
  items: z.exactOptional(z.array(itemSchema)),
  captioned: z.exactOptional(z.int()),
  group: z.exactOptional(z.string()),
  fields: z.exactOptional(z.record(z.string(), z.int())),
})

export type Content = z.infer<typeof contentSchema>
export type ContentKind = Content['kind']
/** Words that stand by themselves. */
export type Caption = Pick<Content, 'text' | 'entities'>
/** A button that opens an address (normalised, not tracked yet). */
export type Button = z.infer<typeof buttonSchema>

/** Kinds of message that an offer cannot be, named as Telegram names them. */
const unsupported = [
  'sticker',
  'location',
  'venue',
  'contact',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'invoice',
  'giveaway',
  'rich_message',
] as const

type FileRef = { file_id: string }

/** The part of a Telegram message that an offer is read from. */
export type IncomingMessage = {
  text?: string
  entities?: ContentEntity[]
  link_preview_options?: {
    is_disabled?: boolean
    url?: string
    prefer_small_media?: boolean
    prefer_large_media?: boolean
    show_above_text?: boolean
  }
  reply_markup?: {
    inline_keyboard: readonly (readonly { text: string; url?: string; login_url?: { url: string } }[])[]
  }
  caption?: string
  caption_entities?: ContentEntity[]
  show_caption_above_media?: boolean
  has_media_spoiler?: boolean
  media_group_id?: string
  photo?: (FileRef & { width: number; height: number })[]
  video?: FileRef
  animation?: FileRef
  document?: FileRef
  voice?: FileRef
  video_note?: FileRef
  poll?: IncomingPoll
  audio?: FileRef
} & Partial<Record<(typeof unsupported)[number], unknown>>

/**
 * Reads an offer from the message that an admin sent, as it is; it has no buttons yet.
 * @throws AppError `content_album`, `content_kind_unsupported` {kind}, `content_empty`, and what `readPoll` finds
 */
export function readContent(message: IncomingMessage): Content {
  if (message.media_group_id !== undefined) throw new AppError('content_album')
  return readPart(message)
}

/** The same for a message that may be one of an album: what it is by itself. @throws AppError as `readContent`, but for `content_album` */
export function readPart(message: IncomingMessage): Content {
  const foreign = unsupported.find(kind => message[kind] !== undefined)
  if (foreign !== undefined) throw new AppError('content_kind_unsupported', { kind: foreign })
  if (message.poll !== undefined) return readPolled(message.poll)
  const medium = readMedium(message)
  if (medium === null) return readText(message)
  return {
    ...medium,
    text: message.caption ?? '',
    entities: readEntities(message.caption_entities),
    preview: false,
    ...(message.show_caption_above_media === true && isSeen(medium.kind) && { above: true as const }),
    ...(message.has_media_spoiler === true && isSeen(medium.kind) && { spoiler: true as const }),
    buttons: [],
  }
}

/** What stands above a poll are its words. */
function readPolled(poll: IncomingPoll): Content {
  return {
    kind: 'poll',
    text: poll.description ?? '',
    entities: readEntities(poll.description_entities),
    fileId: null,
    preview: false,
    buttons: [],
    poll: readPoll(poll),
  }
}

function readText(message: IncomingMessage): Content {
  const { text = '', link_preview_options: options } = message
  if (text.trim() === '') throw new AppError('content_empty')
  return {
    kind: 'text',
    text,
    entities: readEntities(message.entities),
    fileId: null,
    preview: options?.is_disabled !== true,
    ...previewChoice(options),
    ...(options?.show_above_text === true && { above: true as const }),
    buttons: [],
  }
}

/** What the author chose for the preview; an address that no preview can have counts as none. */
function previewChoice(options: IncomingMessage['link_preview_options']): Pick<Content, 'previewUrl' | 'previewSize'> {
  const url = options?.is_disabled === true ? undefined : options?.url
  const full = url === undefined || /^https?:/i.test(url) ? url : `https://${url}`
  const href = full === undefined ? null : (urlOf(full)?.href ?? null)
  return {
    ...(href !== null && { previewUrl: href }),
    ...(options?.prefer_small_media === true && { previewSize: 'small' as const }),
    ...(options?.prefer_large_media === true && { previewSize: 'large' as const }),
  }
}

/** True for what is shown as a picture: it may be covered, and stand below its words. */
function isSeen(kind: ContentKind): boolean {
  return kind === 'photo' || kind === 'video' || kind === 'animation'
}

/** An animation arrives with a document beside it, which is the same file. A photo arrives in several sizes. */
function readMedium(
  message: IncomingMessage,
): { kind: Exclude<ContentKind, 'text' | 'album' | 'poll'>; fileId: string } | null {
  if (message.animation !== undefined) return { kind: 'animation', fileId: message.animation.file_id }
  if (message.video !== undefined) return { kind: 'video', fileId: message.video.file_id }
  if (message.voice !== undefined) return { kind: 'voice', fileId: message.voice.file_id }
  if (message.video_note !== undefined) return { kind: 'video_note', fileId: message.video_note.file_id }
  if (message.audio !== undefined) return { kind: 'audio', fileId: message.audio.file_id }
  if (message.document !== undefined) return { kind: 'document', fileId: message.document.file_id }
  const [largest] = [...(message.photo ?? [])].sort((a, b) => b.width * b.height - a.width * a.height)
  return largest === undefined ? null : { kind: 'photo', fileId: largest.file_id }
}

function readEntities(entities: ContentEntity[] = []): ContentEntity[] {
  return entities.map(entity => entitySchema.parse(entity))
}

/** Fields that a text came with, if it did. */
function fieldsOf({ fields }: Content): Pick<Content, 'fields'> {
  return fields === undefined ? {} : { fields }
}

/** All captions of a content, that which stands over all of it first; of anything but an album its one text. */
export function captionsOf({ text, entities, items = [] }: Pick<Content, 'text' | 'entities' | 'items'>): Caption[] {
  return [{ text, entities }, ...items.filter(item => item.text !== '')]
}

/** New words for what was sent before: words alone keep a medium that can have some, or a poll; everything keeps the buttons. */
export function withWords(kept: Content, sent: Content): Content {
  if (kept.kind === 'text' || kept.kind === 'video_note' || sent.kind !== 'text')
    return {
      ...sent,
      buttons: kept.buttons,
      ...(sent.poll !== undefined && { poll: withSets(sent.poll, kept.poll) }),
    }
  return { ...kept, ...fieldsOf(sent), text: sent.text, entities: sent.entities }
}

/** What an entity covers: within the text, and cutting no surrogate pair; null when that is nothing. */
export function rangeOf(text: string, entity: ContentEntity): { start: number; end: number } | null {
  const cutsPair = (at: number) => at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff
  const start = Math.max(0, entity.offset)
  const end = Math.min(text.length, entity.offset + entity.length)
  if (start >= end) return null
  return { start: cutsPair(start) ? start - 1 : start, end: cutsPair(end) ? end + 1 : end }
}

/** What of a content is filled with what is known of its reader, buttons and addresses apart: its words, and what a poll asks. */
export function filledWords(content: Pick<Content, 'text' | 'entities' | 'items' | 'poll'>): string[] {
  const written = captionsOf(content).map(({ text }) => text)
  return content.poll === undefined ? written : [...written, content.poll.question.text]
}
