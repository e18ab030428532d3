import type { NamedValues } from '../../names.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, take, takeSign } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { groupHere } from '../names/groups.js'
import { byForm } from '../names/things.js'
import { startsWith } from '../starter.js'
import { raw } from '../value.js'

/** What else is said of what became of a message of an offer, by the names of its fates. */
export const FATES_SAID: Readonly<Record<string, readonly string[]>> = {
  failed: [
    'failed',
    'undelivered',
    'bounced',
    'delivery failed',
    ...["wasn't delivered", "weren't delivered", 'was not delivered', "hasn't been delivered", 'never arrived'],
    ...['not been delivered', "didn't arrive", 'did not arrive', "wasn't sent through", 'never delivered'],
    'не доставлена',
    'не доставили',
    'не дошло',
    'не дошла',
  ],
  failed_blocked: [
    ...['not delivered because they blocked', 'не доставлено потому что заблокировали'],
    ...['не дошла', 'не дошло', 'не дошел', 'не дошли', 'не пришла', 'не пришло', 'не доставили'].flatMap(said => [
      `${said} из-за блокировки`,
      `${said} потому что заблокировали`,
    ]),
  ],
  skipped: ['skipped', 'was skipped', 'were left out', 'пропущена', 'пропущены'],
  skipped_cap: [
    ...[
      'left out because of the cap',
      'left out by the cap',
      'skipped because of the cap',
      'left out by cap',
      'capped',
      ...['skipped because of the frequency cap', 'left out because of the frequency cap', 'skipped due to the cap'],
      ...['skipped because of frequency', 'skipped because of the limit', 'left out because of the limit'],
    ],
    ...['left out because of frequency', 'пропущено из-за лимита', 'пропущена из-за лимита', 'пропущена из-за частоты'],
    ...['пропущены из-за лимита', 'пропущены из-за частоты', 'пропущено из-за лимита частоты'],
    ...['пропущены из-за лимита частоты', 'пропущена из-за лимита частоты'],
  ],
  waiting: ['еще не отправлено', 'еще не отправлена', 'пока не отправлено', 'ждет отправки', 'ожидает отправки'],
}

/** Words before an offer whose people were left out, and how a reason behind it is named. */
const OUT: readonly { words: readonly string[]; named: string }[] = [
  ...['left out of', 'left out from', 'excluded from', 'skipped in', 'skipped by'].map(
    said => ['left out', said] as const,
  ),
  ...['исключены из', 'исключили из', 'пропущены в', 'пропустили в'].map(said => ['пропущено', said] as const),
].map(([named, said]) => ({ words: wordsOf(said), named }))

/** No reason has more words. */
const MOST_WORDS = 6

/** "Spring sale left out because of the cap", "left out of Spring sale by the cap": what became of it, and no word for that before. */
export function fateOfOffer<T>(
  c: Cursor,
  fates: NamedValues<T>,
  leafOf: (offer: number, fate: T) => Rule,
): Candidate[] {
  const { offers } = c.vocabulary
  // «Предложение „Весна“ не доставлено».
  const noun = see(c, 'offer', 'offerNoun')?.length ?? 0
  const first =
    namedAt(c, name => byForm(offers, name)) ?? namedAt({ ...c, at: c.at + noun }, name => byForm(offers, name))
  if (first !== null) {
    const behind: Cursor = { ...c, at: first.to, trying: true }
    takeSign(behind, ':', '-')
    while (groupHere(behind, fates) === null && take(behind, 'has', 'is') !== null);
    const fate = groupHere(behind, fates)
    if (fate === null) return []
    const end = behind.at + fate.length
    const read = () => {
      c.at = end
      return leafOf(first.value, fate.value)
    }
    return [{ to: first.to, reach: end, sure: 'words', read }]
  }
  const out = OUT.find(({ words }) => startsWith(c, words))
  if (out === undefined) return []
  const place: Cursor = { ...c, at: c.at + out.words.length, trying: true }
  const named = () => namedAt(place, name => byForm(offers, name))
  while (named() === null && take(place, 'offer', 'offerNoun') !== null);
  const offer = named()
  if (offer === null) return []
  const why = reasonAt({ ...place, at: offer.to }, fates, out.named)
  const fate = why?.fate ?? fates.find(out.named)
  if (fate === null) return []
  const end = why?.to ?? offer.to
  const read = () => {
    c.at = end
    return leafOf(offer.value, fate)
  }
  return [{ to: offer.to, reach: end, sure: 'words', read }]
}

/** What people did about being written to, and how that outcome of an offer is called. */
const LED_TO: readonly (readonly [verb: RegExp, named: string])[] = [
  [/^(?:unsubscribed|stopped|unsubbed|отписал(?:ись|ся|ась)|отписавши[ей]ся|отписавшихся)$/, 'led to a stop'],
  [/^(?:blocked|заблокировал[аи]?|заблочил[аи]?|заблокировавши[ехй]|забанил[аи]?)$/, 'led to a block'],
  [/^(?:replied|wrote|answered|responded)$/, 'led to a reply'],
]

/** "Unsubscribed after Spring sale", "blocked us because of Spring sale": what an offer led to. */
export function ledTo<T>(c: Cursor, fates: NamedValues<T>, leafOf: (offer: number, fate: T) => Rule): Candidate[] {
  const verb = peek(c)?.kind === 'word' ? (peek(c)?.text ?? '') : ''
  const fate = fates.find(LED_TO.find(([said]) => said.test(verb))?.[1] ?? '')
  if (fate === null) return []
  const us = US.has(peek(c, 1)?.text ?? '') ? (peek(c, 2)?.text === 'bot' ? 3 : 2) : 1
  const after = BECAUSE.find(words => startsWith({ ...c, at: c.at + us }, words))
  if (after === undefined) return []
  const place: Cursor = { ...c, at: c.at + us + after.length, trying: true }
  const named = () => namedAt(place, name => byForm(c.vocabulary.offers, name))
  while (named() === null && take(place, 'offer', 'offerNoun') !== null);
  const offer = named()
  if (offer === null) return []
  const noun = see({ ...c, at: offer.to }, 'offerNoun')?.length ?? 0
  return [{ to: offer.to + noun, sure: 'words', read: () => leafOf(offer.value, fate) }]
}

const US: ReadonlySet<string> = new Set(['us', 'the', 'bot', 'нас', 'бота'])
const BECAUSE = [
  ...['after receiving', 'after getting', 'after', 'because of', 'due to', 'following'],
  ...[
    'после получения',
    'после рассылки',
    'после',
    'из-за рассылки',
    'из-за',
    'с рассылки',
    'на рассылке',
    'сразу после',
  ],
].map(wordsOf)

function reasonAt<T>(c: Cursor, fates: NamedValues<T>, named: string): { fate: T; to: number } | null {
  for (let length = MOST_WORDS; length > 0; length--) {
    if (peek(c, length - 1) === null) continue
    const fate = fates.find(`${named} ${raw(c, c.at, c.at + length)}`)
    if (fate !== null) return { fate, to: c.at + length }
  }
  return null
}
