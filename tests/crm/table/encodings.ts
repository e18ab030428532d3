import { createDecoder, type Encoding } from '../../../src/crm/table/decoder.js'

/** The bytes of a text in an encoding of one byte a sign, by asking its decoder; what it has not becomes `?`. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const decoder = createDecoder(encoding)
  const bytes = new Map(Array.from({ length: 255 }, (_none, i) => [decoder.write(Uint8Array.of(i + 1)), i + 1]))
  return Buffer.from([...text].map(sign => bytes.get(sign) ?? 0x3f))
}
