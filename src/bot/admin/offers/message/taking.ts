import type { Message } from 'grammy/types'
import { type Content, withWords } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { listTargets } from '../../../../offers/link.js'
import { withFields } from '../../../../offers/personal/field.js'
import { checkContent } from '../../../../offers/personal.js'
import {
  findVariant,
  listVariants,
  listVersions,
  MOST_VERSIONS,
  missingMessages,
  setContent,
  type Variant,
} from '../../../../offers/variant.js'
import { versionLetter } from '../../../../text/format.js'
import type { Texts } from '../../../../text/index.js'
import { lines, type Piece, rich } from '../../../../text/rich.js'
import type { Here } from '../../../here.js'
import { below, type Doing, type Go, go, leave, takes, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addresseeName, wantedVersions } from '../../drafts/versions.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { contentWords } from '../../words/content.js'
import { offers } from '../addresses.js'
import { readOffer } from './album.js'
import { type Along, addressesOf, readAlong, takeAlong } from './along.js'
import { keepOrigin } from './origin.js'
import { isTheirOwn } from './sent.js'

/**
 * What was sent as a message (`segment` null: for all, or for the rest) or as a `version` of it, from 1 for B on, after everything
 * new in it was opened.
 */
type Sent = { segment: number | null; version: number; message: Message; along: Along; visits: Visits }

/** The message of one version. @param versionOf `segment` as an address holds it: 0 for the common one */
export function versionMessage<Field extends string>(
  versionOf: (values: Record<Field | 'offer', number>) => number,
): Words<Field | 'offer'> {
  return takes<Field | 'offer', Sent>({
    look(here, { values, said }) {
      const segment = versionOf(values) || null
      const wanted = wantedVersions(getDraft(here.db, values.offer).draft).includes(segment)
      return wanted ? readSent(here, values.offer, segment, said.message) : go(offers.open, { offer: values.offer })
    },
    do: (doing, { values }, sent) => keepSent(doing, values.offer, sent),
  })
}

/**
 * Another version of a message, to be tried beside it; one that is there already is changed. A version that is not there (any more)
 * leads to those that are.
 */
export const triedWords: Words<'offer' | 'segment' | 'version'> = takes<'offer' | 'segment' | 'version', Sent>({
  look(here, { values: { offer, segment: number, version }, said }) {
    const segment = number || null
    const there = listVersions(here.db, offer, segment).length
    const possible = version > 0 && version <= there && version < MOST_VERSIONS
    return possible ? readSent(here, offer, segment, said.message, version) : go(offers.ab, { offer })
  },
  do(doing, { values: { offer, segment: number } }, sent) {
    const segment = number || null
    const { variant, lines: said } = takeSent(doing, offer, sent)
    const twin = twinOf(listVersions(doing.db, offer, segment), variant)
    const { versionCards: t } = doing.t
    const taken = t.taken(versionLetter(variant.version, doing.language), takenWords(doing, sent, variant))
    const same = twin === null ? null : t.sameAs(versionLetter(twin.version, doing.language))
    return go(offers.abMessage, { offer, segment: number }, lines([taken, same, ...said]))
  },
})

/** Another version that says the very same. */
function twinOf(versions: readonly Variant[], { id, content }: Variant): Variant | null {
  return versions.find(one => one.id !== id && JSON.stringify(one.content) === JSON.stringify(content)) ?? null
}

/** Sent to the card itself: the message that is missing, or perhaps another one. */
export const cardMessage: Words<'offer'> = takes<'offer', Sent>({
  look(here, { values: { offer }, said: { message } }) {
    if (isTheirOwn(here.db, message)) return leave
    const [missing] = missingMessages(here.db, offer)
    if (missing !== undefined) return readSent(here, offer, missing, message)
    checkContent(withFields(here.db, readOffer(here.db, message)), here.ownTargets)
    return below(go(offers.replaceAsked, { offer, message: message.message_id }))
  },
  do: (doing, { values }, sent) => keepSent(doing, values.offer, sent),
  about: ({ values: { offer } }) => ({
    address: offers.message.data({ offer }),
    subject: offers.message.subject({ offer }),
  }),
})

/** Reads what was sent, makes sure that Telegram takes it for everybody, and opens what is new in it. */
export async function readSent(
  here: Here,
  offer: number,
  segment: number | null,
  message: Message,
  version = 0,
): Promise<Sent> {
  const { db, ownTargets } = here
  const content = contentOf(here, offer, segment, message, version)
  checkContent(withFields(db, content), ownTargets)
  const known = knownAddresses(here, offer)
  const along = await readAlong(here, message)
  const draft = getDraft(db, offer)
  const brought = draft.draft.buttons.length === 0 ? addressesOf(along) : []
  const fresh = [...listTargets(content).map(({ url }) => url), ...brought].filter(url => !known.has(url))
  return { segment, version, message, along, visits: await visitAll(here, draft, fresh) }
}

/** Makes what was sent the message of its version, and leads to what is still missing, or to the card. */
export function keepSent(doing: Doing, offer: number, sent: Sent): Go {
  const { db, t } = doing
  const { variant, lines: said } = takeSent(doing, offer, sent)
  const { draft } = getDraft(db, offer)
  const what = takenWords(doing, sent, variant)
  const taken = draft.each
    ? t.offerCards.takenFor(addresseeName(db, draft, sent.segment, doing.language), what)
    : rich`${t.offerCards.taken(what)}`
  const note = lines([taken, ...said])
  return draft.each && missingMessages(db, offer).length > 0
    ? go(offers.message, { offer }, note)
    : go(offers.open, { offer }, lines([note, t.offerCards.placeholder]))
}

/** What was taken, in words; of an album more may be on its way. */
function takenWords({ t, language }: Doing, { message }: Sent, { content }: Variant): string {
  return message.media_group_id === undefined ? contentWords(content, language) : t.offers.albumComing
}

/** Writes down what was sent, and what came along with it. @returns what there is to say of it besides */
function takeSent(
  doing: Doing,
  offer: number,
  { segment, version, message, along, visits }: Sent,
): { variant: Variant; lines: Piece[] } {
  const { db, t } = doing
  const variant = writeMessage(doing, offer, segment, contentOf(doing, offer, segment, message, version), version)
  if (version === 0) keepOrigin(db, message, 'offer_message', { offer, segment })
  else keepOrigin(db, message, 'offer_version', { offer, segment, version: variant.version })
  const { notes, but } = takeAlong(doing, offer, along)
  keepVisits(db, offer, visits)
  return { variant, lines: [...pollNotes(message, t), ...notes, ...visitWords(visits, t, but)] }
}

/** What of a poll goes out otherwise than it was made. */
export function pollNotes({ poll }: Message, { pollCards: t }: Texts): string[] {
  if (poll === undefined) return []
  const closes = poll.close_date !== undefined || poll.open_period !== undefined
  return [...(poll.is_anonymous ? [t.named] : []), ...(closes ? [t.closes] : [])]
}

/** Keeps a message, or a version of it, after making sure that Telegram takes it for everybody. To be called in a group. */
export function writeMessage(
  { db, ownTargets }: Pick<Here, 'db' | 'ownTargets'>,
  offer: number,
  segment: number | null,
  content: Content,
  version = 0,
): Variant {
  // The buttons are those of the offer, whoever's message this was modelled on.
  const bare = { ...content, buttons: [] }
  checkContent(withFields(db, bare), ownTargets)
  const variant = setContent(db, offer, segment, bare, version)
  changeRows(db, offer, () => ({}))
  return variant
}

/** What a version that is not written yet may start from: the common message, or the first one written. */
export function modelOf({ db }: Pick<Here, 'db'>, offer: number, segment: number | null): Variant | null {
  const model = findVariant(db, offer, null) ?? listVariants(db, offer)[0] ?? null
  return model?.segmentId === segment ? null : model
}

/** Words that are sent alone keep the picture that is there. */
function contentOf(here: Here, offer: number, segment: number | null, message: Message, version: number): Content {
  const sent = readOffer(here.db, message)
  const own = version === 0 ? null : findVariant(here.db, offer, segment, version)
  const kept = own ?? findVariant(here.db, offer, segment) ?? modelOf(here, offer, segment)
  return { ...(kept === null ? sent : withWords(kept.content, sent)), buttons: [] }
}

/** Addresses that were opened when they were composed. */
function knownAddresses({ db }: Here, offer: number): Set<string> {
  const rows = db.sql<{ url: string }>(
    'select l.url from variants v join links l on l.variant_id = v.id where v.offer_id = ?',
  )
  const { buttons } = getDraft(db, offer).draft
  return new Set([...rows.all(offer).map(({ url }) => url), ...buttons.flat().map(({ url }) => url)])
}
