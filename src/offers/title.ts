import { TextDecoder } from 'node:util'
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { shorten } from '../text/format.js'

const TITLE_LIMIT = 80
const HEAD = 2_048
/** A page that grows to more than this when unpacked is not read. */
const UNPACKED = 1_048_576

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', laquo: '«', raquo: '»', mdash: '—', ndash: '–' },
  ...{ hellip: '…', copy: '©', reg: '®', trade: '™', bull: '•', middot: '·', euro: '€', pound: '£', shy: '' },
  ...{ ldquo: '“', rdquo: '”', bdquo: '„', lsquo: '‘', rsquo: '’', minus: '−', times: '×', deg: '°', sect: '§' },
}

/**
 * The title of a page, on one line, at most 80 UTF-16 units; null when it has none.
 * @param page its beginning, as it came
 * @param type its content type; @param encoding its content encoding
 */
export function readTitle(page: Buffer, type: string, encoding: string): string | null {
  const bytes = unpack(page, encoding.trim().toLowerCase())
  if (bytes === null) return null
  const html = decoderFor(bytes, type).decode(bytes)
  const [, words = ''] = /<title(?:\s[^>]*)?>([\s\S]*?)<\/title/i.exec(html.replace(/<!--[\s\S]*?-->/g, '')) ?? []
  const line = withoutEntities(words)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .replace(/[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufffd]/g, '')
    .trim()
  return line === '' ? null : shorten(line, TITLE_LIMIT)
}

/** The page may have been cut where we stopped reading; null when it cannot be unpacked, or is a trap. */
function unpack(page: Buffer, encoding: string): Buffer | null {
  const limits = { maxOutputLength: UNPACKED }
  try {
    switch (encoding) {
      case '':
      case 'identity':
        return page
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(page, { ...limits, finishFlush: constants.Z_SYNC_FLUSH })
      case 'deflate':
        return inflateSync(page, { ...limits, finishFlush: constants.Z_SYNC_FLUSH })
      case 'br':
        return brotliDecompressSync(page, { ...limits, finishFlush: constants.BROTLI_OPERATION_FLUSH })
      default:
        return null
    }
  } catch {
    return null
  }
}

/** By the mark at its beginning, else what the server says, else what the page says of itself, else UTF-8. */
function decoderFor(page: Buffer, type: string): TextDecoder {
  const [first, second] = page
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be')
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  const charset = /charset\s*=\s*["']?\s*([\w:.-]+)/i
  const [, said] = charset.exec(type) ?? charset.exec(page.subarray(0, HEAD).toString('latin1')) ?? []
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
