import { domainToASCII, domainToUnicode } from 'node:url'
import { shorten } from './format.js'

const SHORT = 60
const SCRIPTS = [
  /^[\p{Script=Latin}\p{N}\p{M}-]+$/u,
  /^[\p{Script=Cyrillic}\p{N}\p{M}-]+$/u,
  /^[\p{Script=Greek}\p{N}\p{M}-]+$/u,
]
/** Cyrillic letters that nobody takes for Latin ones. */
const UNMISTAKABLE = /[бвгджзийклмнптфцчшщъыьэюяєїґўћђљњџ]/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * An address in its parts; null for what is none. (Node 20's `URL.canParse` refuses letters such as ü once it was called some
 * thousand times.)
 * @param base where it stands, for an address that is not a whole one
 */
export function urlOf(address: string, base?: string): URL | null {
  try {
    return new URL(address, base)
  } catch {
    return null
  }
}

/**
 * An address as people read it, `https://кириллица.рф/путь`, which opens the same page when it is typed. What could
 * deceive stays as it is written for machines: names of mixed alphabets or of look-alikes, signs that turn the direction
 * or cannot be seen, and whatever means something in an address.
 * @param href a normalised address; what is none is returned as it is
 */
export function readableAddress(href: string): string {
  const url = urlOf(href)
  if (url === null) return href
  const { protocol, hostname, port, pathname, search, hash, host } = url
  const name = host === '' ? '' : `//${readableHost(hostname)}${port === '' ? '' : `:${port}`}`
  return `${protocol}${name}${readablePart(pathname + search + hash)}`
}

/** An address as people say it: "shop.ru/boots", at most 60 UTF-16 units. */
export function shortAddress(href: string, limit: number = SHORT): string {
  const readable = readableAddress(href).replace(/^https?:\/\/(?:www\.)?/, '')
  return shorten(/^[^/?#]*\/$/.test(readable) ? readable.slice(0, -1) : readable, limit)
}

function readableHost(hostname: string): string {
  const unicode = domainToUnicode(hostname)
  if (unicode === hostname || domainToASCII(unicode) !== hostname) return hostname
  const labels = unicode.split('.')
  const native = CYRILLIC.test(labels.at(-1) ?? '')
  const safe = (label: string) =>
    SCRIPTS.some(script => script.test(label)) && (!CYRILLIC.test(label) || native || UNMISTAKABLE.test(label))
  return labels.every(safe) ? unicode : hostname
}

function readablePart(part: string): string {
  return part.replace(/(?:%[\da-f]{2})+/gi, decoded)
}

/** A run of percent signs as letters, as far as they are letters. */
function decoded(run: string): string {
  const text = Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')
  if (text.includes('\ufffd')) return run
  let before = false
  return [...text]
    .map(sign => {
      const letter = /^[\p{L}\p{N}]$/u.test(sign)
      const shown = (letter || (before && /^\p{M}$/u.test(sign))) && isPlain(sign)
      before = shown
      return shown
        ? sign
        : [...Buffer.from(sign)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
    })
    .join('')
}

function isPlain(sign: string): boolean {
  return (
    sign > '\u007f' &&
    sign.normalize('NFKC') === sign &&
    !RIGHT_TO_LEFT.test(sign) &&
    !/\p{Default_Ignorable_Code_Point}/u.test(sign)
  )
}
