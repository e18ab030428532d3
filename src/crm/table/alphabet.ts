import { decode, ENCODINGS, type Encoding } from './decoder.js'

/** Russian and Ukrainian letters, the commonest first. */
const CYRILLIC = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ'
const COMMON_CYRILLIC = 20
/** What languages with Latin letters have beyond the common ones: all such letters of a text are those of one language. */
const LATIN = [
  'éèêëàâçîïôûùüœæÿ',
  'äöüß',
  'áéíóúñüïç',
  'ãõáâàçéêíóôú',
  'àèéìíòóù',
  'åäöæøéü',
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýžľĺŕäô',
  'áéíóöőúüű',
  'ăâîșțşţ',
  'čćđšž',
  'çğıöşüâîi̇',
  'āčēģīķļņšūž',
  'ąčęėįšųūž',
  'äöüõšž',
]
const SIGNS = '«»“”„‘’‚–—…№€₽₴£°•™©®§·×÷±\u00a0'
const WORD = /[\p{L}\p{M}\p{N}]+/gu
const GUESSES = ENCODINGS.filter(encoding => !encoding.startsWith('utf-'))

/**
 * Single-byte encodings by how well the text reads in them, the best first: words of one alphabet, letters that are
 * common, capitals where capitals stand.
 * @param sample bytes of a text that is no UTF-8
 */
export function rankEncodings(sample: Uint8Array): Encoding[] {
  const ranked = GUESSES.map(encoding => ({ encoding, score: scoreOf(decode(sample, encoding)) }))
  return ranked.sort((a, b) => b.score - a.score).map(({ encoding }) => encoding)
}

function scoreOf(text: string): number {
  let score = 0
  for (const [word] of text.matchAll(WORD)) if (/[^\0-\x7f]/.test(word)) score += wordScore(word)
  for (const [sign] of text.matchAll(/[^\p{L}\p{M}\p{N}\0-\x7f]/gu)) score += SIGNS.includes(sign) ? 0 : -3
  // A sign within a word is a letter of another encoding; so is a control sign.
  for (const _ of text.matchAll(/\p{L}[^\p{L}\p{M}\p{N}\0-\x7f\u2019\u2013\u00b7]\p{L}/gu)) score -= 3
  for (const _ of text.matchAll(/[\x80-\x9f\ufffd]/g)) score -= 5
  return score + latinScore(text.toLowerCase())
}

/** By the language that has most of the letters; one that it has not speaks against it twice. */
function latinScore(text: string): number {
  const letters = text.match(/(?=\P{ASCII})\p{Script=Latin}/gu) ?? []
  const scores = LATIN.map(language => {
    const known = letters.filter(letter => language.includes(letter)).length
    return known - 2 * (letters.length - known)
  })
  return letters.length === 0 ? 0 : Math.max(...scores)
}

function wordScore(word: string): number {
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const latin = word.match(/\p{Script=Latin}/gu)?.length ?? 0
  const other = (word.match(/\p{L}/gu)?.length ?? 0) - cyrillic - latin
  if ([cyrillic, latin, other].filter(letters => letters > 0).length > 1) return -4
  let score = other
  for (const letter of cyrillic > 0 ? word.toLowerCase() : '') {
    const place = CYRILLIC.indexOf(letter)
    score += place < 0 ? -1 : place < COMMON_CYRILLIC ? 1.5 : 0.5
  }
  const letters = word.replace(/\P{L}/gu, '')
  const lower = letters.toLowerCase()
  if (letters === lower || letters === (lower[0] ?? '').toUpperCase() + lower.slice(1)) return score
  return letters === letters.toUpperCase() ? score * 0.9 : score - 2
}
