/** The form in which names are compared: NFKC, lower case, ё as е, spaces squeezed. SQLite's own folding knows only ASCII. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()
}
