/** How the bytes of a text are written. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1251',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'x-mac-cyrillic',
  'iso-8859-5',
  'windows-1252',
  'windows-1250',
  'windows-1254',
  'windows-1257',
  'windows-1253',
  'macintosh',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Turns bytes that come in parts into text. */
export type Decoder = { write(bytes: Uint8Array): string; end(): string }

/** What windows-1252 has where Latin-1 has control signs; the decoder of Node 20 leaves them as those. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** A decoder without a mark at the beginning and without NUL signs; bytes that say nothing become U+FFFD. */
export function createDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding)
  const clean = (text: string) => {
    const plain = text.includes('\0') ? text.replaceAll('\0', '') : text
    if (encoding !== 'windows-1252') return plain
    return plain.replace(/[\x80-\x9f]/g, sign => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign)
  }
  return {
    write: bytes => clean(decoder.decode(bytes, { stream: true })),
    end: () => clean(decoder.decode()),
  }
}

/** The whole text of some bytes. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  const decoder = createDecoder(encoding)
  return decoder.write(bytes) + decoder.end()
}
