/** What systems write where there is nothing, in small letters. */
const NOTHING = new Set(
  (
    '|-|--|---|–|—|_|.|?|/|null|(null)|nil|none|nan|\\n|undefined|n/a|na|#n/a|#н/д|н/д|#ref!|#value!|(empty)|(blank)|empty|' +
    '-- пусто --|пусто|(пусто)|не указано|не указан|не указана|нет данных|not set|not specified|unknown|неизвестно|-- empty --|' +
    '- нет -|-нет-|keine angabe|sin datos|no value|(no value)|не задано|[]|{}'
  ).split('|'),
)
/** With what one of them can begin: most cells need no closer look. */
const BEGINS = new Uint8Array(0x2100)
for (const text of NOTHING)
  for (const sign of [text.charAt(0), text.charAt(0).toUpperCase()]) if (sign !== '') BEGINS[sign.charCodeAt(0)] = 1
const APOSTROPHE = 0x27
const EQUALS = 0x3d
const LONGEST_NOTHING = 16
const FORMULA = /^=\s*"(.*)"$/s

/**
 * A cell as it was meant: without the apostrophe and the `="…"` by which spreadsheets are told that a number is text,
 * and without spaces and unseen signs around it; empty where the system says that there is nothing (`-- пусто --`).
 */
export function bare(cell: string): string {
  if (cell === '') return ''
  let text = cell
  const first = text.charCodeAt(0)
  if (first === APOSTROPHE || first === EQUALS || isUnseen(first) || isUnseen(text.charCodeAt(text.length - 1))) {
    text = trimmed(text).replace(FORMULA, '$1')
    if (/^'[^']*$/s.test(text)) text = text.slice(1)
    text = trimmed(text)
  }
  if (text.length > LONGEST_NOTHING || isDigit(text.charCodeAt(0))) return text
  return isNothing(text) ? '' : text
}

/** Without spaces and unseen signs at both ends. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isUnseen(text.charCodeAt(start))) start++
  while (end > start && isUnseen(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Spaces, marks of direction, joiners and the like, in one look at a code: it is asked of every cell. */
function isUnseen(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f &&
      (code <= 0xa0 ||
        code === 0xad ||
        (code >= 0x2000 &&
          code <= 0x206f &&
          !(code >= 0x2010 && code <= 0x2027) &&
          !(code >= 0x2030 && code <= 0x205e)) ||
        code === 0x180e ||
        code === 0x3000 ||
        code === 0xfeff))
  )
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isNothing(text: string): boolean {
  return text === '' || (BEGINS[text.charCodeAt(0)] === 1 && NOTHING.has(text.toLowerCase()))
}

/** A text cut to so many signs, never within one. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/u, '')
}
