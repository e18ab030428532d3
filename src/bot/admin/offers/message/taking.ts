import type { Message } from 'grammy/types'
import { type Content, readContent, withWords } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { withFields } from '../../../../offers/field.js'
import { listTargets } from '../../../../offers/link.js'
import { checkContent } from '../../../../offers/personal.js'
import { findVariant, listVariants, missingMessages, setContent, type Variant } from '../../../../offers/variant.js'
import { lines, rich } from '../../../../text/rich.js'
import type { Here } from '../../../here.js'
import { below, type Doing, type Go, go, leave, takes, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addresseeName, wantedVersions } from '../../drafts/versions.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { contentWords } from '../../words/content.js'
import { offers } from '../addresses.js'
import { type Along, addressesOf, readAlong, takeAlong } from './along.js'
import { keepOrigin } from './origin.js'
import { isTheirOwn } from './sent.js'

/** What was sent as the message of a version (`segment` null: for all, or for the rest), after everything new in it was opened. */
type Sent = { segment: number | null; message: Message; along: Along; visits: Visits }

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

/** Sent to the card itself: the message that is missing, or perhaps another one. */
export const cardMessage: Words<'offer'> = takes<'offer', Sent>({
  look(here, { values: { offer }, said: { message } }) {
    if (isTheirOwn(message)) return leave
    const [missing] = missingMessages(here.db, offer)
    if (missing !== undefined) return readSent(here, offer, missing, message)
    checkContent(withFields(here.db, readContent(message)), here.ownTargets)
    return below(go(offers.replaceAsked, { offer, message: message.message_id }))
  },
  do: (doing, { values }, sent) => keepSent(doing, values.offer, sent),
  about: ({ values: { offer } }) => ({
    address: offers.message.data({ offer }),
    subject: offers.message.subject({ offer }),
  }),
})

/** Reads what was sent, makes sure that Telegram takes it for everybody, and opens what is new in it. */
export async function readSent(here: Here, offer: number, segment: number | null, message: Message): Promise<Sent> {
  const { db, ownTargets } = here
  const content = contentOf(here, offer, segment, message)
  checkContent(withFields(db, content), ownTargets)
  const known = knownAddresses(here, offer)
  const along = await readAlong(here, message)
  const draft = getDraft(db, offer)
  const brought = draft.draft.buttons.length === 0 ? addressesOf(along) : []
  const fresh = [...listTargets(content).map(({ url }) => url), ...brought].filter(url => !known.has(url))
  return { segment, message, along, visits: await visitAll(here, draft, fresh) }
}

/** Makes what was sent the message of its version, and leads to what is still missing, or to the card. */
export function keepSent(doing: Doing, offer: number, { segment, message, along, visits }: Sent): Go {
  const { db, t } = doing
  const { content } = writeMessage(doing, offer, segment, contentOf(doing, offer, segment, message))
  keepOrigin(db, message, 'offer_message', { offer, segment })
  const { draft } = getDraft(db, offer)
  const what = contentWords(content, doing.language)
  const taken = draft.each
    ? t.offerCards.takenFor(addresseeName(db, draft, segment, doing.language), what)
    : rich`${t.offerCards.taken(what)}`
  const { notes, but } = takeAlong(doing, offer, along)
  keepVisits(db, offer, visits)
  const note = lines([taken, ...notes, ...visitWords(visits, t, but)])
  return draft.each && missingMessages(db, offer).length > 0
    ? go(offers.message, { offer }, note)
    : go(offers.open, { offer }, lines([note, t.offerCards.placeholder]))
}

/** Keeps the message of a version, after making sure that Telegram takes it for everybody. To be called in a group. */
export function writeMessage(
  { db, ownTargets }: Pick<Here, 'db' | 'ownTargets'>,
  offer: number,
  segment: number | null,
  content: Content,
): Variant {
  // The buttons are those of the offer, whoever's message this was modelled on.
  const bare = { ...content, buttons: [] }
  checkContent(withFields(db, bare), ownTargets)
  const variant = setContent(db, offer, segment, bare)
  changeRows(db, offer, () => ({}))
  return variant
}

/** What a version that is not written yet may start from: the common message, or the first one written. */
export function modelOf({ db }: Pick<Here, 'db'>, offer: number, segment: number | null): Variant | null {
  const model = findVariant(db, offer, null) ?? listVariants(db, offer)[0] ?? null
  return model?.segmentId === segment ? null : model
}

/** Words that are sent alone keep the picture that is there. */
function contentOf(here: Here, offer: number, segment: number | null, message: Message): Content {
  const sent = readContent(message)
  const kept = findVariant(here.db, offer, segment) ?? modelOf(here, offer, segment)
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
