import { fold } from '../../../text/fold.js'
import type { Used } from '../../missing/used.js'
import { type Cursor, peek, see } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { nominatives } from '../words/inflect.js'
import { namedAt } from './bare.js'

/** What networks are called in either language; a source or a channel that is called one way is found by the others. */
const ALIKE: readonly (readonly string[])[] = [
  ['instagram', 'insta', 'ig', 'инстаграм', 'инста', 'инстаграмм'],
  ['vk', 'vkontakte', 'вк', 'вконтакте'],
  ['facebook', 'fb', 'фейсбук', 'фб'],
  ['youtube', 'ютуб', 'ютьюб'],
  ['tiktok', 'тикток', 'тик-ток'],
  ['telegram', 'tg', 'телеграм', 'телеграмм', 'тг'],
  ['google', 'гугл'],
  ['yandex_direct', 'yandex-direct', 'яндекс директ', 'яндекс.директ', 'директ'],
  ['google_ads', 'google-ads', 'гугл адс', 'гугл реклама', 'гугл эдс'],
  ['yandex', 'яндекс'],
  ['whatsapp', 'ватсап', 'вотсап'],
  ['site', 'website', 'сайт'],
]

/** True for what a network is called: nobody who writes it means anything else. */
export function isNetwork(written: string): boolean {
  const plain = fold(written)
  return ALIKE.some(names => names[0] !== 'site' && names[0] !== 'telegram' && names.includes(plain))
}

/** True before a source with people or a sign of a link behind it: "google_ads", "flyer people". */
export function saysSource(c: Cursor, used: Used): boolean {
  const word = peek(c)
  if (word?.kind !== 'word' || OWN.has(word.text)) return false
  if (/[_\d]/u.test(word.text) && used.has(word.text)) return true
  const found = namedAt(c, name => networkCalled(used, name))
  if (found === null) return false
  const behind: Cursor = { ...c, at: found.to, trying: true }
  return see(behind, 'people', 'newcomers') !== null || (used.has(word.text) && endsHere(behind))
}

/** Everybody is of Telegram. */
const OWN: ReadonlySet<string> = new Set(['telegram', 'tg', 'телеграм', 'телеграмм', 'тг', 'bot', 'бот'])

/**
 * The source or the channel of this name, whichever is surer: a source "google_ads" is no channel where "Google" is one. Where a source
 * and a channel are called so alike, both: whoever came by either came from there.
 */
export function cameBy(
  sources: Used,
  channels: Used,
  written: string,
): { source: string | null; channel: string | null } {
  const [source, channel] = [networkCalled(sources, written), networkCalled(channels, written)]
  if (source === null || channel === null) return { source, channel }
  const [one, other] = [isWhole(source, written), isWhole(channel, written)]
  return { source: one || !other ? source : null, channel: other || !one ? channel : null }
}

/** True for a name as it was written, or another whole name of the same network. */
function isWhole(name: string, written: string): boolean {
  const plain = fold(name)
  return [written, ...nominatives(written)].map(fold).some(form => {
    return form === plain || ALIKE.some(names => names.includes(form) && names.includes(plain))
  })
}

/** The source or channel of this name, of another form of it, or of another name of the same network; null where nobody came by it. */
export function networkCalled(used: Used, written: string): string | null {
  for (const form of [written, ...nominatives(written)]) {
    const plain = fold(form)
    const names = ALIKE.find(names => names.includes(plain)) ?? []
    for (const name of [form, ...names]) {
      const shown = used.shown(name)
      if (shown !== null) return shown
    }
  }
  // "Google" is "google_ads", where no other source is one of that network.
  const network = [written, ...nominatives(written)].map(fold)
  const alike = ALIKE.find(names => network.some(form => names.includes(form)))
  if (alike !== undefined) {
    const of = used.all().filter(name =>
      fold(name)
        .split(PARTS)
        .some(part => alike.includes(part)),
    )
    if (of.length === 1) return of[0] ?? null
  }
  // "Fb ads" is "fb_ads".
  const bare = squeezed(written)
  if (bare.length < 4 || bare === fold(written)) return null
  return used.all().find(name => squeezed(name) === bare) ?? null
}

const PARTS = /[\s_./-]+/u

function squeezed(name: string): string {
  return fold(name).replace(/[\s_.-]+/gu, '')
}

const WAYS: ReadonlySet<string> = new Set(['code', 'codes', 'ad', 'ads', 'link', 'links', 'page', 'account'])

/** Takes what a source is, behind its name: "the QR code", "Instagram ads". */
export function takeWay(c: Cursor): void {
  if (WAYS.has(peek(c)?.text ?? '')) c.at++
}
