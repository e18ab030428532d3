import { withoutEdges, withoutEnd } from '../../text/edges.js'
import { fold } from '../../text/fold.js'
import { wholeCharacters } from '../../text/format.js'
import { type FieldIds, withoutPlaceholders } from '../personal/template.js'

const NAME_LIMIT = 40
const SLUG_LIMIT = 40

const CYRILLIC: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh' },
  ...{ щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u' },
}

/** The first words of a text, at most 40 UTF-16 units, without placeholders and the commas around them; '' when there are none. */
export function firstWords(text: string, fields?: FieldIds): string {
  const plain = withoutPlaceholders(text, fields).replace(/[{}]|(?!\s)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '')
  const line = plain.split('\n').find(line => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(line)) ?? ''
  const squeezed = line
    .replace(/\s+/g, ' ')
    .replace(/ ([,.!?;:])/g, '$1')
    .replace(/,(?=[,.!?;:])/g, '')
    .replace(/^[\s,.;:!?]+/, '')
  return withoutEnd(cutAtWord(squeezed, NAME_LIMIT), ' ,.;:–—-')
}

/** Whole words while they fit; a single long word is cut at a whole character. */
function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text
  const space = text.lastIndexOf(' ', limit)
  return space > 0 ? text.slice(0, space) : wholeCharacters(text, limit)
}

/** The name itself, or with " 2", " 3" … so that it is not taken. `taken` is asked with the folded name. */
export function freeName(name: string, taken: (folded: string) => boolean): string {
  let free = name
  for (let n = 2; taken(fold(free)); n += 1) free = `${name} ${n}`
  return free
}

/** A name for web addresses: Latin letters, digits and hyphens; Cyrillic is transliterated. '' when nothing is left. */
export function slugOf(name: string): string {
  const latin = [...name.normalize('NFC').toLowerCase().replaceAll('ё', 'е')].map(letter => CYRILLIC[letter] ?? letter)
  const plain = latin.join('').normalize('NFKD').replace(/\p{M}/gu, '')
  return withoutEdges(plain.replace(/[^a-z0-9]+/g, '-').slice(0, SLUG_LIMIT), '-')
}
