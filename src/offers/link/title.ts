import { TextDecoder } from 'node:util'
import { shorten } from '../../text/format.js'

const TITLE_LIMIT = 80
/** UTF-16 units of a title that are looked at. */
const LONGEST = 2_000
const HEAD = 2_048
const CHARSET = /charset\s{0,9}=[\s"']{0,9}([\w:.-]{1,40})/i

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', laquo: '«', raquo: '»', mdash: '—', ndash: '–' },
  ...{ hellip: '…', copy: '©', reg: '®', trade: '™', bull: '•', middot: '·', euro: '€', pound: '£', shy: '' },
  ...{ ldquo: '“', rdquo: '”', bdquo: '„', lsquo: '‘', rsquo: '’', minus: '−', times: '×', deg: '°', sect: '§' },
}

/**
 * The title of a page, on one line, at most 80 UTF-16 units; null when it has none.
 * @param page its beginning, unpacked; @param type its content type
 */
export function readTitle(page: Buffer, type: string): string | null {
  const line = withoutEntities(findTitle(decoderFor(page, type).decode(page)).slice(0, LONGEST))
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .replace(/[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufffd]/g, '')
    .trim()
  return line === '' ? null : shorten(line, TITLE_LIMIT)
}

/** What stands in the first `<title>` that is not commented out; '' without one. Looks at every sign of it once. */
function findTitle(html: string): string {
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at)
      if (end === -1) return ''
      at = end
    } else if (/^<title[\s>]$/i.test(html.slice(at, at + 7))) {
      const start = html.indexOf('>', at)
      return start === -1 ? '' : html.slice(start + 1, endOfTitle(html, start))
    }
  }
  return ''
}

/** Where `</title` stands; where the title began when it never ends. */
function endOfTitle(html: string, start: number): number {
  for (let at = html.indexOf('</', start); at !== -1; at = html.indexOf('</', at + 1)) {
    if (/^<\/title$/i.test(html.slice(at, at + 7))) return at
  }
  return start
}

/** By the mark at its beginning, else what the server says, else what the page says of itself, else UTF-8. */
function decoderFor(page: Buffer, type: string): TextDecoder {
  const [first, second] = page
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be')
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  const [, said] = CHARSET.exec(type) ?? CHARSET.exec(page.subarray(0, HEAD).toString('latin1')) ?? []
  try {
    return new TextDecoder(said ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}
