import { fold } from '../../text/fold.js'

/** The name of a town as names are compared: no case, accents, apostrophes or dashes; `st.` is `saint`. */
export function plainName(name: string): string {
  return fold(name)
    .replace(/[ØøÐđŁłıæ]/gu, letter => plainLetters[letter] ?? letter)
    .replaceAll('ß', 'ss')
    .replaceAll('й', '\u0001')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('\u0001', 'й')
    .replace(/['`´ʹʼ‘’"«»“”.,]/gu, ' ')
    .replace(/[\s‐‑‒–—−-]+/gu, ' ')
    .replace(/^(?:г|гор|город|city of) (?=\S)/u, '')
    .replace(/^(?:st|sankt) (?=\S)/u, 'saint ')
    .trim()
    .replace(/ (?:city|г|город)$/u, '')
}

/** Names with letters that are also written as two: "Zürich" as "Zuerich", "Tromsø" as "Tromsoe"; none for others. */
export function spelledOut(name: string): string[] {
  const spelling = name.toLowerCase().replace(/[äöüåøæ]/gu, letter => twoLetters[letter] ?? letter)
  return spelling === name.toLowerCase() ? [] : [spelling]
}

const twoLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' }

const plainLetters: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ł: 'l', ı: 'i', æ: 'ae' }

/** Russian letters (and their Ukrainian and Belarusian neighbours) by their sound; what is not here has none. */
const letters: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'e', з: 'z', и: 'i', й: 'i', і: 'i', ї: 'i', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'u', ф: 'f', х: 'h', ц: 'c' },
  ...{ ч: 'c', ш: 's', щ: 's', ы: 'i', э: 'e', ж: 'j', ю: 'iu', я: 'ia' },
}

/**
 * How a name roughly sounds, so that "Тольятти" and "Tol’yatti", "Набережные Челны" and "Naberezhnyye Chelny" are one.
 * Russian letters and the usual ways to write them in Latin ones come to the same.
 */
export function soundOf(name: string): string {
  const plain = plainName(name)
  const latin = /[а-я]/u.test(plain)
    ? plain
        .replace(/тс/g, 'ц')
        .replace(/дж/g, 'j')
        .replace(/[а-яіїєґў]/gu, letter => letters[letter] ?? '')
    : plain
        .replace(/ (?=y)/g, '')
        .replace(/ck/g, 'k')
        .replace(/shch|sch|sh|ş|š/g, 's')
        .replace(/dzh|dj/g, 'j')
        .replace(/zh|ž/g, 'j')
        .replace(/kh/g, 'h')
        .replace(/ch/g, 'c')
        .replace(/ts|tz/g, 'c')
        .replace(/ph/g, 'f')
        .replace(/th/g, 't')
        .replace(/w/g, 'v')
        .replace(/q/g, 'k')
        .replace(/x/g, 'ks')
        .replace(/y(?=[aou])/g, 'i')
        .replace(/y(?=e)/g, '')
        .replace(/yo/g, 'e')
        .replace(/y/g, 'i')
  return latin
    .replace(/ /g, '')
    .replace(/io/g, 'e')
    .replace(/ie/g, 'e')
    .replace(/(.)\1+/gu, '$1')
}
