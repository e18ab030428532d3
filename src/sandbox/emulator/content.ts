import { checkEntities, checkLink, detect, type Formatted, trim } from './entities.js'
import type { FileDetails, FileKind } from './files.js'
import { parseHtml } from './html.js'
import { badRequest } from './refusal.js'
import type { Call } from './request.js'
import type { LinkPreview, Media, Message, MessageEntity } from './wire.js'
import type { World } from './world.js'

const LONGEST_TEXT = 4_096
const LONGEST_CAPTION = 1_024

type Given = {
  parse_mode?: string | undefined
  entities?: readonly MessageEntity[] | undefined
}

/** A text with its formatting, trimmed. Throws `Refusal` 400 when it is badly marked. */
export function format(text: string, { parse_mode, entities }: Given): Formatted {
  const clean = text.replaceAll('\r', '').replaceAll('\0', '')
  if (parse_mode === undefined || parse_mode === '') {
    return detect(trim({ text: clean, entities: checkEntities(clean, entities ?? []) }))
  }
  if (parse_mode.toLowerCase() !== 'html') throw badRequest('unsupported parse_mode')
  const parsed = parseHtml(clean)
  return detect(trim({ text: parsed.text, entities: checkEntities(parsed.text, parsed.entities) }))
}

/** A text as a message keeps it. Throws `Refusal` 400 when it is empty, too long or badly marked. */
export function readText(given: Given & { text: string }): Pick<Message, 'text' | 'entities'> {
  if (given.text === '') throw badRequest('message text is empty')
  const { text, entities } = format(given.text, given)
  if (text === '') throw badRequest('message text is empty')
  if (text.length > LONGEST_TEXT) throw badRequest('message is too long')
  return entities.length === 0 ? { text } : { text, entities }
}

/** A caption as a message keeps it; nothing when there is none. Throws `Refusal` 400. */
export function readCaption(given: {
  caption?: string | undefined
  parse_mode?: string | undefined
  caption_entities?: readonly MessageEntity[] | undefined
}): Pick<Message, 'caption' | 'caption_entities'> {
  if (given.caption === undefined) return {}
  const { text, entities } = format(given.caption, { parse_mode: given.parse_mode, entities: given.caption_entities })
  if (text.length > LONGEST_CAPTION) throw badRequest('message caption is too long')
  if (text === '') return {}
  return entities.length === 0 ? { caption: text } : { caption: text, caption_entities: entities }
}

/** A file named by id or brought with the call. Throws `Refusal` 400; addresses are not fetched here. */
export function readMedia(world: World, call: Call, kind: FileKind, value: string, details: FileDetails): Media {
  if (value.startsWith('attach://')) {
    const upload = call.uploads.get(value.slice('attach://'.length))
    if (upload === undefined) throw badRequest('wrong file identifier/HTTP URL specified')
    return world.files.add(kind, upload, details)
  }
  if (/^https?:\/\//i.test(value)) {
    if (!checkLink(value).ok) throw badRequest('wrong HTTP URL specified')
    throw badRequest('failed to get HTTP URL content')
  }
  return world.files.reuse(kind, value)
}

/** What a message keeps of preview options; nothing when they say nothing. */
export function readPreview(options: LinkPreview | undefined): Pick<Message, 'link_preview_options'> {
  if (options === undefined) return {}
  return Object.values(options).some(value => value !== undefined) ? { link_preview_options: options } : {}
}
