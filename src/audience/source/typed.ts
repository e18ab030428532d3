import { minorOf, splitCurrency } from '../../text/currency.js'
import { withoutEdges } from '../../text/edges.js'
import { parseNumber } from '../../text/number.js'
import { sourceOf } from './payload.js'

/** The most letters of a channel. */
export const CHANNEL_LENGTH = 32
const NAME_LENGTH = 64
const LARGEST = 1e12
/** 1 600 000 тыс. руб. */
const AMOUNT_WORDS = 5

/** What something cost, in minor units of a currency. */
export type Cost = { amount: number; currency: string }

/** A source as it was typed. `name`: as it will stand in its links; '' where no letter or digit was typed. */
export type TypedSource = { name: string; channel: string | null; cost: Cost | null }

/** Channels as they are shown, and what people call them, in small letters. */
const CHANNELS: Readonly<Record<string, string>> = {
  VK: 'vk vkontakte вк вконтакте',
  OK: 'ok ок odnoklassniki одноклассники',
  Instagram: 'instagram insta ig инстаграм инстаграмм инста',
  Facebook: 'facebook fb фейсбук',
  YouTube: 'youtube yt ютуб ютюб',
  TikTok: 'tiktok тикток',
  Telegram: 'telegram tg телеграм телеграмм тг',
  WhatsApp: 'whatsapp wa ватсап вотсап',
  Google: 'google adwords гугл',
  Yandex: 'yandex ya яндекс',
  QR: 'qr куар',
}
const CHANNEL_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(CHANNELS).flatMap(([channel, words]) => words.split(' ').map(word => [word, channel] as const)),
)

/** How letters stand in a link that are no Latin ones with a mark. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh ' +
    'щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ß=ss ø=o ł=l đ=d æ=ae œ=oe'
  )
    .split(' ')
    .map(pair => pair.split('=') as [string, string]),
)

/**
 * Reads a source as it is typed: `VK, spring, 16 000 ₽` is `vk_spring` of the channel VK. The channel is what stands
 * before the first comma, or a known one with which the name begins; what it cost stands last and may be left out.
 * @param usual currency of an amount that names none
 */
export function readSource(typed: string, usual: string): TypedSource {
  const parts = typed
    .normalize('NFC')
    .split(/[;\n|·]|(?<!\d),|,(?!\d)/u)
    .map(part => part.replace(/\s+/gu, ' ').trim())
    .filter(part => part !== '')
  const last = parts.at(-1) ?? ''
  const alone = readCost(last, usual)
  const cost = alone === null ? trailingCost(last, usual) : { ...alone, from: 0 }
  const named =
    cost === null ? parts : [...parts.slice(0, -1), last.slice(0, cost.from).trim()].filter(part => part !== '')
  const [first = '', ...others] = named
  const channel = others.length > 0 ? channelOf(first) : knownChannel(first)
  const start = others.length > 0 ? (knownChannel(first) ?? first) : first
  return {
    name: others.length === 0 && sourceOf(first) !== null ? first : linkName([start, ...others].join('_')),
    channel,
    cost: cost === null ? null : { amount: cost.amount, currency: cost.currency },
  }
}

/** A name as it can stand in a link: small Latin letters, digits, `_` and `-`; '' where nothing is left of it. */
export function linkName(words: string): string {
  const written = words
    .toLowerCase()
    .replace(/[а-яёіїєґßøłđæœ]/gu, letter => LATIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_-]+/gu, '_')
    .replace(/_{2,}/g, '_')
  return withoutEdges(written.slice(0, NAME_LENGTH), '_-')
}

/** A channel as it is shown: a known one under its own name, others as they were typed. */
export function channelOf(typed: string): string {
  const words = typed.replace(/\s+/gu, ' ').trim()
  return CHANNEL_OF.get(words.toLowerCase()) ?? words.slice(0, CHANNEL_LENGTH).trim()
}

/** What it cost, as it was typed; null when that is no amount. @param usual currency of an amount that names none */
export function readCost(typed: string, usual: string): Cost | null {
  const { rest, currency } = splitCurrency(typed)
  const read = parseNumber(rest)
  if (read.kind === 'none') return null
  const amount = read.kind === 'either' ? read.thousands : read.value
  const minor = minorOf(amount, currency ?? usual)
  return amount < 0 || amount > LARGEST || minor === null ? null : { amount: minor, currency: currency ?? usual }
}

/** An amount behind the name without a comma, which must name its currency: "spring 16 000 ₽". */
function trailingCost(typed: string, usual: string): (Cost & { from: number }) | null {
  const words = typed.split(' ')
  for (let first = Math.max(1, words.length - AMOUNT_WORDS); first < words.length; first++) {
    const written = words.slice(first).join(' ')
    const named = /^[\d\p{Sc}]/u.test(written) && splitCurrency(written).currency !== null
    const cost = named ? readCost(written, usual) : null
    if (cost !== null) return { ...cost, from: typed.length - written.length }
  }
  return null
}

/** The known channel that a name begins with; null where it begins with none. */
function knownChannel(name: string): string | null {
  return CHANNEL_OF.get(/^\p{L}+/u.exec(name.toLowerCase())?.[0] ?? '') ?? null
}
