import type { Formatted } from './entities.js'
import { badRequest } from './refusal.js'
import type { MessageEntity } from './wire.js'

const PLAIN: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
}

const OTHER = new Set(['a', 'span', 'blockquote', 'tg-emoji'])

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

type Open = { tag: string; attributes: Map<string, string>; offset: number; at: number }

const wrong = (what: string) => badRequest(`can't parse entities: ${what}`)

/** Reads text with parse mode HTML. Throws `Refusal` 400 with the byte offset of what is wrong. */
export function parseHtml(html: string): Formatted {
  const byte = (index: number) => Buffer.byteLength(html.slice(0, index))
  const open: Open[] = []
  const entities: MessageEntity[] = []
  let text = ''
  let i = 0
  while (i < html.length) {
    const character = html.charAt(i)
    if (character === '&') {
      const [decoded, next] = readCharacter(html, i)
      text += decoded
      i = next
      continue
    }
    if (character !== '<') {
      text += character
      i += 1
      continue
    }
    if (html.charAt(i + 1) === '/') {
      const end = html.indexOf('>', i)
      if (end < 0) throw wrong(`Unclosed end tag at byte offset ${byte(i)}`)
      const tag = html
        .slice(i + 2, end)
        .trim()
        .toLowerCase()
      const last = open.pop()
      if (last === undefined) throw wrong(`Unexpected end tag at byte offset ${byte(i)}`)
      if (tag !== '' && tag !== last.tag) {
        throw wrong(`Unmatched end tag at byte offset ${byte(i)}, expected "</${last.tag}>", found "</${tag}>"`)
      }
      const entity = close(last, text)
      if (entity !== null) add(entities, entity)
      i = end + 1
      continue
    }
    const start = readStart(html, i, byte)
    open.push({ ...start, offset: text.length, at: i })
    i = start.next
  }
  const left = open.pop()
  if (left !== undefined) throw wrong(`Can't find end tag corresponding to start tag "${left.tag}"`)
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length)
  return { text, entities }
}

function readCharacter(html: string, at: number): [string, number] {
  const named = /^&(lt|gt|amp|quot);?/.exec(html.slice(at, at + 6))
  if (named?.[1] !== undefined) return [CHARACTERS[named[1]] ?? '&', at + named[0].length]
  const numbered = /^&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/i.exec(html.slice(at, at + 12))
  if (numbered !== null) {
    const code = numbered[1] === undefined ? Number(numbered[2]) : Number.parseInt(numbered[1], 16)
    if (code > 0 && code <= 0x10ffff) return [String.fromCodePoint(code), at + numbered[0].length]
  }
  return ['&', at + 1]
}

function readStart(html: string, at: number, byte: (index: number) => number) {
  const named = /^<([^\s>/]*)/.exec(html.slice(at))
  const tag = (named?.[1] ?? '').toLowerCase()
  if (PLAIN[tag] === undefined && !OTHER.has(tag)) {
    throw wrong(`Unsupported start tag "${tag}" at byte offset ${byte(at)}`)
  }
  const attributes = new Map<string, string>()
  let i = at + 1 + tag.length
  while (true) {
    while (/[\s/]/.test(html.charAt(i))) i += 1
    if (i >= html.length) throw wrong(`Unclosed start tag at byte offset ${byte(at)}`)
    if (html.charAt(i) === '>') break
    const name = /^[^\s=>/"']+/.exec(html.slice(i))?.[0]
    if (name === undefined) throw wrong(`Empty attribute name in the tag "${tag}" at byte offset ${byte(i)}`)
    i += name.length
    while (/\s/.test(html.charAt(i))) i += 1
    if (html.charAt(i) !== '=') {
      if (i >= html.length) throw wrong(`Unclosed start tag at byte offset ${byte(at)}`)
      attributes.set(name.toLowerCase(), '')
      continue
    }
    i += 1
    while (/\s/.test(html.charAt(i))) i += 1
    const mark = html.charAt(i)
    const quoted = mark === '"' || mark === "'"
    const end = quoted ? html.indexOf(mark, i + 1) : i + (/^[^\s>]*/.exec(html.slice(i))?.[0].length ?? 0)
    if (end < 0) throw wrong(`Unclosed start tag at byte offset ${byte(at)}`)
    attributes.set(name.toLowerCase(), decode(html.slice(quoted ? i + 1 : i, end)))
    i = quoted ? end + 1 : end
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw wrong(`Tag "span" must have class "tg-spoiler" at byte offset ${byte(at)}`)
  }
  return { tag, attributes, next: i + 1 }
}

function decode(value: string): string {
  let decoded = ''
  for (let i = 0; i < value.length; ) {
    const [character, next] = value.charAt(i) === '&' ? readCharacter(value, i) : [value.charAt(i), i + 1]
    decoded += character
    i = next
  }
  return decoded
}

function close(open: Open, text: string): MessageEntity | null {
  const place = { offset: open.offset, length: text.length - open.offset }
  const inner = text.slice(open.offset)
  switch (open.tag) {
    case 'a':
      return { type: 'text_link', ...place, url: open.attributes.get('href') ?? inner }
    case 'span':
      return { type: 'spoiler', ...place }
    case 'blockquote':
      return { type: open.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...place }
    case 'tg-emoji':
      return { type: 'custom_emoji', ...place, custom_emoji_id: open.attributes.get('emoji-id') }
    case 'code': {
      const language = /^language-(.+)$/.exec(open.attributes.get('class') ?? '')?.[1]
      return language === undefined ? { type: 'code', ...place } : { type: 'code', ...place, language }
    }
    default:
      return { type: PLAIN[open.tag] ?? open.tag, ...place }
  }
}

/** Adds an entity; a `code` with a language directly inside a `pre` is that block's language. */
function add(entities: MessageEntity[], entity: MessageEntity): void {
  if (entity.length === 0) return
  const last = entities.at(-1)
  const same = last !== undefined && last.offset === entity.offset && last.length === entity.length
  if (entity.type === 'pre' && last?.type === 'code' && same) {
    entities.pop()
    entities.push(last.language === undefined ? entity : { ...entity, language: last.language })
    return
  }
  entities.push(entity)
}
