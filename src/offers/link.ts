import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.js'
import { readableAddress, urlOf } from '../text/address.js'
import { shorten } from '../text/format.js'
import { isAction } from './button/action.js'
import { type Button, type Content, type ContentEntity, captionsOf, rangeOf } from './content.js'
import { keepPlaceholders } from './personal/address.js'
import { withAnyFallback } from './personal/template.js'

/** The longest address that is kept, in UTF-16 units of its normalised form. */
export const URL_LIMIT = 2_048
const LABEL_LIMIT = 64

/** An address of an offer and the words over it. */
export type Target = { url: string; label: string }

/** An address of one version. Its number is what a token holds; a number never opens another address. */
export type Link = Target & { number: number }

/**
 * How an address goes out. `tracked` false: as it is, and nobody sees who opens it. `marked` false: without the offer's
 * UTM marks, with which it does not open.
 */
export type LinkTerms = { tracked: boolean; marked: boolean }

/** Hosts whose pages Telegram's apps open themselves; by way of us they would open in a browser. */
const TELEGRAM_HOST = /^(?:[a-z0-9_-]{1,63}\.)?(?:t\.me|telegram\.me|telegram\.dog)$/

/** Storage services that sign the whole of an address: one parameter more, and it opens for nobody. */
const SIGNED = /^(?:x-(?:amz|goog|oss|cos|obs)-signature|awsaccesskeyid|googleaccessid|ossaccesskeyid)$/i
/** Names that live in private networks only. */
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/
/** What Telegram or the phone handles itself; in a text these stay as they are, untracked. */
const HANDLED_SCHEMES = /^(tg|ton|tonsite|mailto|tel):/i
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const HOST_AND_PORT = /^(?:localhost|[^:/?#.]{0,63}\.[^:/?#]{0,253}):\d{1,5}(?:[/?#]|$)/i

/** "shop.ru/boots" gets https://; what names a scheme keeps it. */
function withScheme(address: string): string {
  const trimmed = keepPlaceholders(address.trim())
  return SCHEME.test(trimmed) && !HOST_AND_PORT.test(trimmed) ? trimmed : `https://${trimmed}`
}

/** The normalised form of an http(s) address, https:// added where none is named; null for anything else. */
function hrefOf(address: string): string | null {
  const full = withScheme(address)
  const url = urlOf(full)
  if (url === null) return null
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/**
 * Checks an address that people will be sent to and normalises it (what is returned is what is stored and opened).
 * Placeholders behind its host are kept, see address.ts; which fields they name is another matter.
 * @param ownTargets origins that are allowed although private
 * @throws AppError `url_invalid`, `url_scheme`, `url_credentials`, `url_private`, `url_too_long`, each with {address}
 */
export function parseTarget(address: string, ownTargets: readonly string[]): string {
  // Signs that nobody sees come along when an address is copied; at its ends they are never meant.
  const copied = address.replace(/^[\s\p{Cf}]{1,64}/u, '').replace(/[\s\p{Cf}]{1,64}$/u, '')
  const details = { address: shorten(copied, 100) }
  const full = withScheme(copied)
  // Other braces would stay as they are, in everybody's link.
  const url = /[\s{}]|\p{Cc}/u.test(full) ? null : urlOf(full)
  if (url === null) throw new AppError('url_invalid', details)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new AppError('url_scheme', { ...details, scheme: url.protocol })
  // A host that differed from person to person would be anybody's.
  if (/[{}]/.test(url.host)) throw new AppError('url_invalid', details)
  if (url.username !== '' || url.password !== '') throw new AppError('url_credentials', details)
  if (!ownTargets.includes(url.origin)) {
    url.hostname = url.hostname.replace(/\.$/, '')
    checkHost(url.hostname, details)
  }
  if (url.href.length > URL_LIMIT)
    throw new AppError('url_too_long', { ...details, length: url.href.length, limit: URL_LIMIT })
  return url.href
}

/**
 * Checks the links inside a text or caption as `parseTarget` does. Links of tg:, mailto: and the like are let be.
 * @throws AppError as `parseTarget`
 */
export function checkTextLinks(content: Content, ownTargets: readonly string[]): void {
  for (const { text, entities } of captionsOf(content)) {
    for (const entity of entities) {
      const address = addressOf(text, entity)
      if (address !== null && !HANDLED_SCHEMES.test(address)) parseTarget(address, ownTargets)
    }
  }
}

/** True for an address inside Telegram: a chat, a channel, a bot, a sticker set. @param href a normalised address */
export function isInTelegram(href: string): boolean {
  return TELEGRAM_HOST.test(new URL(href).hostname)
}

/** What Telegram handles itself, `tg:` addresses: the normalised form; null for anything else. */
export function appAddressOf(address: string): string | null {
  const trimmed = address.trim()
  return /^tg:[^\s{}]{1,2000}$/i.test(trimmed) ? (urlOf(trimmed)?.href ?? null) : null
}

function checkHost(hostname: string, details: { address: string }): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (PRIVATE_NAMES.test(host)) throw new AppError('url_private', details)
  if (ipaddr.isValid(host)) {
    if (!isPublicAddress(host)) throw new AppError('url_private', details)
    return
  }
  const names = host.split('.')
  if (names.length < 2 || names.includes('')) throw new AppError('url_invalid', details)
}

/** True for an IP address that everybody on the internet can reach. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  // ::a.b.c.d, an old way to write an IPv4 address, counts as unicast there.
  const disguised = ip instanceof ipaddr.IPv6 && ip.parts.slice(0, 6).every(part => part === 0)
  return !disguised && ip.range() === 'unicast'
}

/** The address under an entity as the admin gave it; null when the entity is no link. */
function addressOf(text: string, entity: ContentEntity): string | null {
  if (entity.type === 'text_link') return entity.url ?? null
  return entity.type === 'url' ? wordsUnder(text, entity) : null
}

function wordsUnder(text: string, entity: ContentEntity): string {
  const range = rangeOf(text, entity)
  return range === null ? '' : text.slice(range.start, range.end)
}

/** The tracked address under an entity, with the words it covers; null when it is no link, or not an http(s) one. */
export function textLink(text: string, entity: ContentEntity): Target | null {
  const address = addressOf(text, entity)
  const url = address === null ? null : hrefOf(address)
  return url === null ? null : { url, label: labelOf(wordsUnder(text, entity)) || labelOf(readableAddress(url)) }
}

/** The tracked address of a button, or what it does; null when it is neither an http(s) one nor an action. */
export function buttonLink(button: Button): Target | null {
  const url = isAction(button.url) ? button.url : hrefOf(button.url)
  return url === null ? null : { url, label: labelOf(button.label) }
}

/** Words as reports show them: on one line, without names. */
function labelOf(words: string): string {
  const line = withAnyFallback(words)
    .replace(/\p{Cs}/gu, '')
    .replace(/\s+/g, ' ')
  return shorten(line.trim(), LABEL_LIMIT)
}

/** Tracked links in reading order: text first, then buttons. The same address under the same words is one link. */
export function listTargets(content: Content): Target[] {
  const inText = captionsOf(content).flatMap(({ text, entities }) =>
    [...entities].sort((a, b) => a.offset - b.offset).map(entity => textLink(text, entity)),
  )
  const targets = [...inText, ...content.buttons.flat().map(buttonLink)].filter(target => target !== null)
  return [...new Map(targets.map(target => [keyOf(target), target])).values()]
}

/** What makes a link the same link. */
export function keyOf(target: Target): string {
  return `${target.url}\n${target.label}`
}

/**
 * Numbers the links of a version. A link keeps its number when its address and words are unchanged, or else when its
 * address is; new ones take numbers never used in the offer; removed ones stay, so that no token ever opens another
 * address. The same link has the same number in every version of the offer.
 * @param previous all links this version ever had
 * @param siblings all links of the offer's other versions
 */
export function numberLinks(
  content: Content,
  previous: readonly Link[],
  siblings: readonly Link[] = [],
): { links: Link[] } {
  const taken = new Map<number, Link>()
  let open = listTargets(content)
  const match = (known: readonly Link[], same: (link: Link, target: Target) => boolean) => {
    open = open.filter(target => {
      const link = known.find(link => !taken.has(link.number) && same(link, target))
      if (link !== undefined) taken.set(link.number, { ...target, number: link.number })
      return link === undefined
    })
  }
  const unchanged = (link: Link, target: Target) => keyOf(link) === keyOf(target)
  const sameAddress = (link: Link, target: Target) => link.url === target.url
  match(previous, unchanged)
  match(siblings, unchanged)
  match(previous, sameAddress)
  match(siblings, sameAddress)
  let next = Math.max(0, ...previous.map(link => link.number), ...siblings.map(link => link.number))
  for (const target of open) {
    next += 1
    taken.set(next, { ...target, number: next })
  }
  const removed = previous.filter(link => !taken.has(link.number))
  return { links: [...taken.values(), ...removed].sort((a, b) => a.number - b.number) }
}

/**
 * An address with the parameters by which web analytics know where a visitor came from: `utm_source` telegram,
 * `utm_medium` bot, `utm_campaign`. Those that the address has already are left as they are, and so is the rest of it.
 * An address whose signature covers all its parameters is returned as it is.
 */
export function addUtm(href: string, campaign: string): string {
  const url = new URL(href)
  if ([...url.searchParams.keys()].some(key => SIGNED.test(key))) return href
  const present = new Set([...url.searchParams.keys()].map(key => key.toLowerCase()))
  const added = Object.entries({ utm_source: 'telegram', utm_medium: 'bot', utm_campaign: campaign })
    .filter(([key]) => !present.has(key))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  if (added.length > 0) url.search = [...(url.search === '' ? [] : [url.search]), ...added].join('&')
  return url.href
}
