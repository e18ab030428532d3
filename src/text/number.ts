/**
 * What a written number says. `either`: one point before exactly three digits can end the whole part or part thousands
 * (`1.500`), and only what it is a number of can tell; `none`: it is no number.
 */
export type WrittenNumber =
  | { kind: 'number'; value: number }
  | { kind: 'either'; thousands: number; decimal: number }
  | { kind: 'none' }

const LONGEST = 64
const NONE: WrittenNumber = { kind: 'none' }

/** Words that multiply, as they are written behind a number, by the power of ten. */
const POWERS: Readonly<Record<string, number>> = {
  ...{ k: 3, к: 3, thousand: 3, thousands: 3, тыс: 3, тысяча: 3, тысячи: 3, тысяч: 3 },
  ...{ mln: 6, mio: 6, million: 6, millions: 6, млн: 6, миллион: 6, миллиона: 6, миллионов: 6 },
  ...{ bn: 9, billion: 9, billions: 9, mrd: 9, млрд: 9, миллиард: 9, миллиарда: 9, миллиардов: 9 },
}

/** The same, as part of an expression: behind the number, a word of one letter without a space. */
export const POWER_WORDS = String.raw`(?:[kк]|[^\S\n]?(?:${Object.keys(POWERS)
  .filter(word => word.length > 1)
  .sort((a, b) => b.length - a.length)
  .join('|')})\.?)(?![\p{L}\p{N}])`

/** What most tables hold, of which little has to be asked. */
const ASCII = /^[\t -~]*$/
const GROUP = "[ '_٬]"
const WHOLE = /^\d+$/
const GROUPED = new RegExp(String.raw`^[1-9]\d{0,2}(?:(${GROUP})\d{3}(?:\1\d{3})*)(?:[.,٫](\d+))?$`)
const COMMAS = /^[1-9]\d{0,2}(?:,\d{3})+(?:[.٫](\d+))?$/
const POINTS = /^[1-9]\d{0,2}(?:\.\d{3})+(?:[,٫](\d+))?$/
const LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.(\d+))?$/
const DECIMAL = /^(\d*)[.,٫](\d+)$/
/** One sign before exactly three digits, which may end the whole part or not. */
const ONE_SIGN = /^[1-9]\d{0,2}[.,]\d{3}$/
const ONE_POINT = /^\d{1,3}\.\d{3}$/

/**
 * Reads a number as people write it, for the whole product. Spaces of every width, apostrophes, underscores, commas and
 * points part thousands where every part has three digits (in India two before the last three); the other sign, or one
 * that has no three digits behind it, ends the whole part. One comma before exactly three digits is thousands, as in the
 * segment language; one point there may be either. Digits of any script, every dash as a minus, `12k`, `1,5 млн`,
 * `45 тыс.`; no exponents, because a spreadsheet rounds what it writes so.
 * @param decimal the sign that ends the whole part, where that is known of the place from which the number comes
 */
export function parseNumber(written: string, decimal: '.' | ',' | null = null): WrittenNumber {
  if (written.length > LONGEST) return NONE
  const match = /^([+-]?) ?([\d٫.,][\d '_٬٫.,]*?)(?: ?(\p{L}+)\.?)?\.?$/u.exec(plainNumber(written))
  if (match === null) return NONE
  const [, sign = '', digits = '', word] = match
  const power = word === undefined ? 0 : POWERS[word.toLowerCase()]
  if (power === undefined) return NONE
  const numberOf = (whole: string, decimals = '') => {
    const value = Number(
      `${whole === '' ? '0' : whole.replace(/\D/g, '')}.${decimals === '' ? '0' : decimals}e${power}`,
    )
    return sign === '-' && value !== 0 ? -value : value
  }
  const number = (whole: string, decimals = ''): WrittenNumber => ({ kind: 'number', value: numberOf(whole, decimals) })
  const tail = (decimals: string | undefined) =>
    decimals === undefined ? number(digits) : number(digits.slice(0, -decimals.length - 1), decimals)

  if (WHOLE.test(digits)) return number(digits)
  if (decimal !== null && ONE_SIGN.test(digits)) {
    const [whole = '', decimals = ''] = digits.split(/[.,٫]/)
    return digits.includes(decimal) ? number(whole, decimals) : number(digits)
  }
  if (ONE_POINT.test(digits) && !digits.startsWith('0')) {
    const [whole = '', decimals = ''] = digits.split('.')
    return { kind: 'either', thousands: numberOf(digits), decimal: numberOf(whole, decimals) }
  }
  const grouped = GROUPED.exec(digits)
  if (grouped !== null) return tail(grouped[2])
  const parted = COMMAS.exec(digits) ?? POINTS.exec(digits) ?? LAKHS.exec(digits)
  if (parted !== null) return tail(parted[1])
  const [, whole, decimals] = DECIMAL.exec(digits) ?? []
  return whole === undefined || decimals === undefined ? NONE : number(whole, decimals)
}

/** A number as `parseNumber` and the segment language read it back, with a point: three decimals get a fourth. */
export function writeNumber(value: number): string {
  const plain = String(value)
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(plain) ? `${plain}0` : plain
}

/**
 * The same text with digits 0–9, one kind of space, apostrophe, minus and plus, and nothing invisible. It has as many
 * signs that are seen as before.
 */
export function plainNumber(written: string): string {
  if (ASCII.test(written))
    return written
      .replaceAll('`', "'")
      .replace(/[ \t]+/g, ' ')
      .trim()
  return written
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .replace(/[’‘ʼ`´′＇]/gu, "'")
    .replace(/[‐‑‒–—−﹣－]/gu, '-')
    .replace(/[，．＋＿]/gu, sign => ({ '，': ',', '．': '.', '＋': '+', '＿': '_' })[sign] ?? sign)
    .trim()
}

/** The value of a digit of any script: each has its ten in a row, beginning with its zero. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  if (code < 0x80) return digit
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((code - zero) % 10)
}
