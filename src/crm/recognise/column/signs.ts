/** Kinds of signs of which a text may have some, each a bit. `OTHER` is everything beyond ASCII, and what no name has. */
export const DIGIT = 1
export const LETTER = 2
export const POINT = 4
export const COMMA = 8
export const MINUS = 16
export const AT = 32
export const UNDERSCORE = 64
export const COLON = 128
export const SLASH = 256
export const OTHER = 512
/** What words of programs consist of. */
export const WORD = DIGIT | LETTER | UNDERSCORE

const ASCII = 0x80
const kinds = Uint16Array.from({ length: ASCII }, (_none, code) => kindOf(String.fromCharCode(code)))

function kindOf(sign: string): number {
  if (/\d/.test(sign)) return DIGIT
  if (/[a-z]/i.test(sign)) return LETTER
  const named = { '.': POINT, ',': COMMA, '-': MINUS, '@': AT, _: UNDERSCORE, ':': COLON, '/': SLASH }
  return Object.entries(named).find(([one]) => one === sign)?.[1] ?? OTHER
}

/** Which kinds of signs a text has, in one look at it: it is asked of every cell, before closer questions. */
export function signsOf(text: string): number {
  let found = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    found |= code < ASCII ? (kinds[code] ?? OTHER) : OTHER
  }
  return found
}
