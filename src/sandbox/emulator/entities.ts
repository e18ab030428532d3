import { withoutEnd } from '../../text/edges.js'
import { badRequest } from './refusal.js'
import type { MessageEntity } from './wire.js'

/** Text as a message keeps it; no `entities` when there are none. */
export type Formatted = { text: string; entities: MessageEntity[] }

const MOST_ENTITIES = 100
const FARTHEST = 1_000_000

/** Checks entities given with a text. Throws `Refusal` 400 for one out of bounds or in the middle of a character. */
export function checkEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const kept: MessageEntity[] = []
  for (const entity of given) {
    const { offset, length } = entity
    if (offset < 0 || offset > FARTHEST) throw badRequest(`receive an entity with incorrect offset ${offset}`)
    if (length < 0 || length > FARTHEST) throw badRequest(`receive an entity with incorrect length ${length}`)
    const end = offset + length
    if (end > text.length) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
      )
    }
    if (cutsCharacter(text, offset)) {
      throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytes(text, offset)}`)
    }
    if (cutsCharacter(text, end)) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes(text, end)}`,
      )
    }
    if (length > 0 && complete(entity)) kept.push(entity)
  }
  kept.sort((a, b) => a.offset - b.offset || b.length - a.length)
  return kept.slice(0, MOST_ENTITIES)
}

function cutsCharacter(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

const bytes = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at))

/** Telegram silently drops a link whose address is no good and a mention of nobody. */
function complete(entity: MessageEntity): boolean {
  switch (entity.type) {
    case 'text_link':
      return entity.url !== undefined && checkLink(entity.url).ok
    case 'text_mention':
      return entity.user !== undefined
    case 'custom_emoji':
      return entity.custom_emoji_id !== undefined
    default:
      return true
  }
}

/** Cuts white space off both ends, as Telegram does, and moves the entities along. */
export function trim({ text, entities }: Formatted): Formatted {
  const trimmed = text.trim()
  if (trimmed.length === text.length) return { text, entities }
  const shift = text.length - text.trimStart().length
  const moved: MessageEntity[] = []
  for (const entity of entities) {
    const start = Math.max(0, entity.offset - shift)
    const end = Math.min(trimmed.length, entity.offset + entity.length - shift)
    if (end > start) moved.push({ ...entity, offset: start, length: end - start })
  }
  return { text: trimmed, entities: moved }
}

const TOP_LEVEL =
  'com|org|net|info|biz|io|dev|app|me|ru|su|рф|de|fr|it|es|lv|lt|ee|pl|uk|us|eu|kz|by|ua|shop|store|site|online|link|test|example'

const FOUND: readonly { type: string; mark: string; pattern: RegExp }[] = [
  {
    type: 'url',
    mark: '.',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_@.-])(?:https?://[^\\s<>"'«»]+|(?:[\\p{L}\\p{N}-]+\\.)+(?:${TOP_LEVEL})(?![\\p{L}\\p{N}_])(?:[/?#][^\\s<>"'«»]*)?)`,
      'giu',
    ),
  },
  { type: 'email', mark: '@', pattern: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { type: 'bot_command', mark: '/', pattern: /(?<![\w/])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])/g },
  { type: 'mention', mark: '@', pattern: /(?<![\w@])@[A-Za-z]\w{3,31}\b/g },
  { type: 'hashtag', mark: '#', pattern: /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu },
]

const CLOSED = new Set(['code', 'pre', 'text_link', 'text_mention', 'url', 'email'])

/** Adds what Telegram finds by itself: addresses, commands, mentions, hashtags, e-mails. */
export function detect({ text, entities }: Formatted): Formatted {
  const all = [...entities]
  for (const { type, mark, pattern } of FOUND) {
    if (!text.includes(mark)) continue
    for (const match of text.matchAll(pattern)) {
      const found = type === 'url' ? withoutEnd(match[0], '.,:;!?)]') : match[0]
      if (type === 'url' && !checkLink(found).ok) continue
      const from = match.index
      const to = from + found.length
      const taken = all.some(other => CLOSED.has(other.type) && other.offset < to && other.offset + other.length > from)
      if (!taken) all.push({ type, offset: from, length: found.length })
    }
  }
  if (all.length === entities.length) return { text, entities }
  all.sort((a, b) => a.offset - b.offset || b.length - a.length)
  return { text, entities: all.slice(0, MOST_ENTITIES) }
}

/**
 * An address as Telegram takes it: http, https or tg, a host with a dot. Without a scheme it is http.
 * Its refusal is worded as Telegram words it.
 */
export function checkLink(address: string): { ok: true; url: string } | { ok: false; why: string } {
  const given = address.trim()
  if (/^(tg|ton):/i.test(given)) {
    return /^(tg|ton):(\/\/)?[^\s/]/i.test(given) ? { ok: true, url: given } : { ok: false, why: 'Wrong HTTP URL' }
  }
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(given)
  if (scheme !== null && !/^https?$/i.test(scheme[1] ?? '')) return { ok: false, why: 'Unsupported URL protocol' }
  const full = scheme === null ? `http://${given}` : given
  if (/\s/.test(full) || !URL.canParse(full)) return { ok: false, why: 'Wrong HTTP URL' }
  const { hostname } = new URL(full)
  if (hostname === '') return { ok: false, why: 'URL host is empty' }
  const dotted = hostname.includes('.') && !hostname.startsWith('.') && !hostname.endsWith('.')
  return dotted || hostname.startsWith('[') ? { ok: true, url: full } : { ok: false, why: 'Wrong HTTP URL' }
}
