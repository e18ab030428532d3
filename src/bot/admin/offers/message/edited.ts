import type { Message } from 'grammy/types'
import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { draftsWith, findAlbum, leadOf } from '../../../../offers/content/album.js'
import type { Content } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { listTargets } from '../../../../offers/link.js'
import { listOrigins } from '../../../../offers/offer/origin.js'
import { findOffer, getOffer } from '../../../../offers/offer.js'
import { lines } from '../../../../text/rich.js'
import type { Address } from '../../../address.js'
import { key } from '../../../card.js'
import {
  type Doing,
  type Entry,
  edited,
  go,
  inWords,
  leave,
  type NotForMe,
  type Outcome,
  type Ready,
  screen,
  type Words,
} from '../../../screen.js'
import { broadcasts } from '../../broadcasts/addresses.js'
import { keepVisits, visitAll, visitWords } from '../../visits.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { buttonsWords } from '../buttons/buttons.js'
import { ownButtonsWords } from '../buttons/own.js'
import { nameWords } from '../name.js'
import { inHands } from '../place.js'
import { versionButtonsWords } from '../versions/buttons.js'
import { editedPart, takeEdit } from './album.js'
import { type Part, printOf } from './origin.js'
import { triedWords, versionMessage } from './taking.js'

/** How a part of a draft is made from a message: by the answer to this screen. */
type Maker = {
  to: Address<'offer' | 'segment'> | Address<'offer'> | Address<'offer' | 'segment' | 'version'>
  words: Words<'offer' | 'segment' | 'version'>
}

const makers: Record<Part, Maker> = {
  offer_message: { to: offers.version, words: versionMessage<'segment'>(({ segment }) => segment) },
  offer_version: { to: offers.abVersion, words: triedWords },
  offer_buttons: { to: offers.buttons, words: buttonsWords },
  offer_own_buttons: { to: offers.ownButtons, words: ownButtonsWords },
  offer_version_buttons: { to: offers.abButtons, words: versionButtonsWords },
  offer_name: { to: offers.name, words: nameWords },
}

const partSchema = z.object({ offer: z.int(), segment: z.int().nullish(), version: z.int().optional() })

/**
 * Messages that their author edits after a draft was made from them: the draft follows, as if they had been sent so. Of an
 * offer that was approved meanwhile it is said that nothing changes, with the way to change it. An edit that changed
 * nothing, or that of a message which something else took the place of, is let be.
 */
export const editedPlaces: Entry[] = [
  edited(async (doing, said) => {
    const { db, me, t } = doing
    const part = editedPart(db, said.message)
    if (part !== null) return part === 'same' ? leave : albumEdited(doing, said.message, part.content)
    const print = printOf(said.message)
    const changed = listOrigins(db, { chat: me, message: said.message.message_id })
      .filter(origin => origin.print !== print)
      .map(origin => ({ ...origin, state: findOffer(db, origin.offerId)?.state }))
    const draft = changed.find(({ state }) => state === 'draft')
    const used = changed.find(({ state }) => state === 'used')
    if (draft === undefined) return used === undefined ? leave : go(offers.tooLate, { offer: used.offerId })
    const maker = makers[partOf(draft.topic)]
    const { offer, segment, version } = partSchema.parse(draft.args)
    const values = { offer, segment: segment ?? 0, version: version ?? 0 }
    const elsewhere = inHands(doing, values) ?? inWords(maker.words, doing, values, said)
    if (elsewhere !== null) return elsewhere
    const ready = await maker.words.act.ready(doing, { values, said: { ...said, memo: null } })
    if (ready.kind !== 'ready') return ready
    const about = { address: maker.to.data(values), subject: maker.to.subject(values) }
    return { ...ready, about, do: () => noted(ready.do(), t.offerCards.editTaken) }
  }),

  screen(offers.tooLate, ({ db, t }, { offer: id }) => {
    const { offerCards: words, delivery, repairCards } = t
    const name = shownName(getOffer(db, id).name)
    const row = newestBroadcast(db, id)
    const waits = row?.state === 'scheduled'
    const way = waits
      ? (of: number) => key(delivery.buttons.change, broadcasts.change, { id: of })
      : (of: number) => key(repairCards.buttons.fix, broadcasts.startRepair, { id: of })
    return {
      text: waits ? words.editedApproved(name) : words.editedSent(name),
      keyboard: row === null ? [] : [[way(row.id)]],
    }
  }),
]

/** An album of which one message was edited. */
async function albumEdited(
  doing: Doing,
  message: Message,
  content: Content,
): Promise<Outcome | NotForMe | Ready<Outcome>> {
  const { db, me, t } = doing
  const { media_group_id: album = '', chat } = message
  const [offer] = draftsWith(db, album)
  const lead = leadOf(db, chat.id, album) ?? message.message_id
  if (offer === undefined) {
    const used = listOrigins(db, { chat: me, message: lead }).find(
      origin => findOffer(db, origin.offerId)?.state === 'used',
    )
    return used === undefined ? leave : go(offers.tooLate, { offer: used.offerId })
  }
  const elsewhere = inHands(doing, { offer })
  if (elsewhere !== null) return elsewhere
  const before = findAlbum(db, chat.id, album)
  const known = new Set(before === null ? [] : listTargets(before).map(({ url }) => url))
  const addresses = listTargets(content).map(({ url }) => url)
  const fresh = addresses.filter(url => !known.has(url))
  const visits = await visitAll(doing, getDraft(db, offer), fresh)
  return {
    kind: 'ready',
    about: { address: offers.message.data({ offer }), subject: offers.message.subject({ offer }) },
    do() {
      const taken = takeEdit(doing, message, content)
      for (const one of taken) keepVisits(db, one, visits)
      const words = taken.length > 0 ? t.offerCards.editTaken : t.offerCards.editKept
      return go(offers.open, { offer }, lines([words, ...visitWords(visits, t)]))
    },
  }
}

function partOf(topic: string): Part {
  return topic in makers ? (topic as Part) : 'offer_message'
}

/** It says above everything else why the offer has changed. */
function noted(outcome: Outcome, words: string): Outcome {
  return outcome.kind === 'go' ? { ...outcome, note: lines([words, outcome.note]) } : outcome
}

function newestBroadcast(db: Db, offer: number): { id: number; state: string } | null {
  const row = db.sql<{ id: number; state: string }>(
    'select id, state from broadcasts where offer_id = ? order by id desc limit 1',
  )
  return row.get(offer) ?? null
}
