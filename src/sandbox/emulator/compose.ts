import { detect, type Formatted } from './entities.js'
import type { FileKind } from './files.js'
import { drawPicture } from './picture.js'
import type { Extra, Sent } from './profile.js'
import type { InlineButton, Message, MessageEntity } from './wire.js'
import type { World } from './world.js'

/** A text as an app sends it, with what Telegram finds in it. */
export function textOf(text: string, extra: Extra): Pick<Message, 'text' | 'entities'> {
  const found: Formatted = detect({ text, entities: extra.entities ?? [] })
  return found.entities.length === 0 ? { text } : { text, entities: found.entities }
}

/** A caption as an app sends it. */
function captionOf(sent: { caption?: string; entities?: MessageEntity[] }): Partial<Message> {
  if (sent.caption === undefined) return {}
  const { entities } = detect({ text: sent.caption, entities: sent.entities ?? [] })
  return entities.length === 0 ? { caption: sent.caption } : { caption: sent.caption, caption_entities: entities }
}

/** A file as an app sends it, uploaded now. */
export function fileOf(world: World, kind: FileKind, sent: Sent): Partial<Message> {
  const upload = {
    name: sent.name ?? `${kind}${kind === 'document' ? '.pdf' : ''}`,
    type: sent.type ?? (kind === 'document' ? 'application/pdf' : 'application/octet-stream'),
    bytes: sent.bytes ?? (kind === 'photo' ? samplePhoto() : Buffer.alloc(2_048, kind)),
  }
  const media = world.files.add(kind, upload, sent)
  const group = sent.album === undefined ? {} : { media_group_id: sent.album }
  const look = {
    ...(sent.spoiler === true && { has_media_spoiler: true as const }),
    ...(sent.above === true && { show_caption_above_media: true as const }),
  }
  return { ...media, ...group, ...look, ...captionOf(sent) }
}

/** A message with its text or caption changed. @param extra the formatting of the new words */
export function reworded(world: World, old: Message, text: string, extra: Pick<Extra, 'entities'> = {}): Message {
  const { text: _text, entities: _entities, caption: _caption, caption_entities: _captionEntities, ...rest } = old
  const content = old.text === undefined ? captionOf({ caption: text, ...extra }) : textOf(text, extra)
  return { ...rest, ...content, edit_date: Math.floor(world.clock.now() / 1_000) }
}

/** A button named by its callback data, its label or a part of its label. Throws where there is none. */
export function findButton(message: Message, wanted: string, fits: (button: InlineButton) => boolean): InlineButton {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat().filter(fits)
  const found =
    buttons.find(button => button.callback_data === wanted) ??
    buttons.find(button => button.text === wanted) ??
    buttons.find(button => button.text.includes(wanted))
  if (found !== undefined) return found
  const labels = buttons.map(button => button.text).join(', ')
  throw new Error(`no button "${wanted}" under message ${message.message_id}; there are: ${labels}`)
}

let photo: Buffer | null = null

function samplePhoto(): Buffer {
  photo ??= drawPicture(800, 600, [255, 183, 77], [216, 67, 21])
  return photo
}
