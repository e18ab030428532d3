import { byMark, byZeros } from './encoding.js'

/** What bytes are, by how they begin: something to look into, or something that is no table and is said so. */
export type BytesKind = 'text' | 'zip' | 'ole' | 'picture' | 'pdf' | 'media' | 'archive' | 'document' | 'binary'

const SIGNATURES: readonly [BytesKind, string][] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', '%PDF-'],
  ['picture', '\x89PNG'],
  ['picture', '\xff\xd8\xff'],
  ['picture', 'GIF8'],
  ['picture', 'RIFF'],
  ['media', 'OggS'],
  ['media', 'ID3'],
  ['archive', 'Rar!'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', '\x1f\x8b'],
  ['archive', 'BZh'],
  ['archive', '\xfd7zXZ\x00'],
  ['archive', '\x28\xb5\x2f\xfd'],
  ['document', '{\\rtf'],
  ['binary', 'SQLite format 3\x00'],
]

/** Shares of signs that no text has, from which bytes are none. */
const CONTROL = 0.02
const NUL = 0.2

/** @param head the first bytes of a file */
export function kindOf(head: Uint8Array): BytesKind {
  const beginning = String.fromCharCode(...head.subarray(0, 16))
  const signed = SIGNATURES.find(([, signature]) => beginning.startsWith(signature))
  if (signed !== undefined) return signed[0]
  if (beginning.slice(4, 8) === 'ftyp') return 'media'
  if (byMark(head) !== null || byZeros(head) !== null) return 'text'
  let nul = 0
  let control = 0
  for (const byte of head) {
    if (byte === 0) nul += 1
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1a)) control += 1
  }
  return nul > NUL * head.length || control > CONTROL * head.length ? 'binary' : 'text'
}

/** What a text is, by its first signs. */
export type TextKind = 'empty' | 'json' | 'markup' | 'delimited'

/** @param head the beginning of a text */
export function textKindOf(head: string): TextKind {
  const text = head.replace(/^[\ufeff\s]+/, '')
  if (text === '') return 'empty'
  if (/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[{["\]\d-]|$))/.test(text)) return 'json'
  return /^<(?:[!?]|\/?[a-z])/i.test(text) ? 'markup' : 'delimited'
}
