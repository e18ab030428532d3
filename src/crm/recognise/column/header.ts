import { fold } from '../../../text/fold.js'

/**
 * The words of a header: `billingPerson.phone`, «№ док.», `E-mail` and `Сумма, руб.` as words in small letters, camels
 * parted, № and # read as *number*.
 */
export function headerWords(header: string): string[] {
  const parted = header
    .slice(0, 200)
    // Folding makes two letters of №.
    .replace(/[№#]/g, ' number ')
    .replace(/([a-zа-яё\d])([A-ZА-ЯЁ])/gu, '$1 $2')
    .replace(/([A-ZА-ЯЁ])([A-ZА-ЯЁ][a-zа-яё])/gu, '$1 $2')
  const text = foldHeader(parted)
    .replace(/\be-?\s?mails?\b|\bэл(?:ектронн\p{L}*)?\.?\s*(?:почт\p{L}*|адрес\p{L}*)/gu, 'email')
    .replace(/[^\p{L}\p{N}$€£₽₸₴%']+/gu, ' ')
    .trim()
  return text === '' ? [] : text.split(' ')
}

/** A header as it is compared: folded, letters without their marks (Teléfono is telefono), й as it is. */
export function foldHeader(header: string): string {
  return fold(header)
    .normalize('NFD')
    .replace(/[\u0300-\u0305\u0307-\u036f]+/gu, '')
    .replace(/и\u0306/gu, 'й')
    .normalize('NFC')
}

/**
 * How well a phrase fits the words of a header, 0 to 1: 1 when it is all of them, less the more others there are, 0 when
 * it is not among them in a row. A word of the phrase ending in `*` stands for all that begin so.
 */
export function fitOf(phrase: readonly string[], words: readonly string[]): number {
  if (phrase.length === 0 || phrase.length > words.length) return 0
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, at) => isWord(word, words[start + at] ?? '')))
      return phrase.length === words.length ? 1 : 0.5 + (0.4 * phrase.length) / words.length
  }
  return 0
}

function isWord(wanted: string, word: string): boolean {
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : wanted === word
}
