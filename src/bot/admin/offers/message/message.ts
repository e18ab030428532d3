import type { Content } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { findVariant, missingMessages, type Variant } from '../../../../offers/variant.js'
import type { Texts } from '../../../../text/index.js'
import { lines, type Rich, rich } from '../../../../text/rich.js'
import { type Card, key, rowsOf } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, say, screen, type Words } from '../../../screen.js'
import { addresseeName, wantedVersions } from '../../drafts/versions.js'
import { contentWords } from '../../words/content.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { draftPlaces, draftScreen } from '../place.js'
import { backToCard } from '../words.js'
import { sentOf } from './sent.js'
import { cardMessage, keepSent, modelOf, readSent, versionMessage, writeMessage } from './taking.js'

/** A version that the offer does not have (any more) leads to its card. */
const isWanted: Guard<'offer' | 'segment'> = ({ db }, { offer, segment }) =>
  wantedVersions(getDraft(db, offer).draft).includes(segment || null) ? null : go(offers.open, { offer })

/** The message, or one for each segment. What is sent is taken, and may stand beside what is written already. */
export const messagePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.message,
    (here, { offer }, note) =>
      getDraft(here.db, offer).draft.each ? versionsCard(here, offer, note) : versionCard(here, offer, null),
    { note: 'own', words: eachOr(versionMessage<'offer'>(() => 0)) },
  ),

  ...guarded(isWanted, [
    draftScreen(offers.version, (here, { offer, segment }) => versionCard(here, offer, segment || null), {
      words: versionMessage<'segment'>(({ segment }) => segment),
    }),

    deed(offers.same, (doing, { offer, segment }) => {
      const model = modelOf(doing, offer, segment || null)
      if (model !== null) writeMessage(doing, offer, segment || null, model.content)
      return go(missingMessages(doing.db, offer).length > 0 ? offers.message : offers.open, { offer })
    }),

    deed(offers.bare, (doing, { offer, segment }) => {
      const variant = findVariant(doing.db, offer, segment || null)
      if (variant !== null) writeMessage(doing, offer, segment || null, wordsOnly(variant.content))
      return go(offers.version, { offer, segment })
    }),

    deed(offers.replace, {
      look(doing, { offer, segment }) {
        const sent = sentOf(doing)
        return sent === null ? say(doing.t.offerCards.sentGone) : readSent(doing, offer, segment || null, sent)
      },
      do: (doing, { offer }, sent) => keepSent(doing, offer, sent),
    }),
  ]),

  screen(offers.replaceAsked, ({ db, language, t: { offerCards: t } }, { offer, message }) => {
    const { name, draft } = getDraft(db, offer)
    const where = (segment: number | null) => ({ offer, segment: segment ?? 0 })
    return {
      text: t.replaceAsked(shownName(name)),
      keyboard: [
        ...(draft.each
          ? capped(wantedVersions(draft)).map(id => [
              key(`✉️ ${addresseeName(db, draft, id, language)}`, offers.replace, where(id)),
            ])
          : [[key(t.keys.replace, offers.replace, where(null))]]),
        [key(t.keys.start, offers.start, {}), key(t.keys.keep, offers.keep, {})],
      ],
      replyTo: message,
    }
  }),
])

/** With a message for each, the next one that is missing; else the common one. */
function eachOr(one: Words<'offer'>): Words<'offer'> {
  return {
    ...one,
    act: {
      ...one.act,
      ready: (doing, ask) =>
        (getDraft(doing.db, ask.values.offer).draft.each ? cardMessage : one).act.ready(doing, ask),
    },
  }
}

function wordsOnly({ text, entities, buttons }: Content): Content {
  return { kind: 'text', text, entities, fileId: null, preview: true, buttons }
}

/** One for each: which are written, and whose is awaited. */
function versionsCard(here: Here, offer: number, note: Rich | null): Card {
  const { db, language } = here
  const { draft, name } = getDraft(db, offer)
  const { offerCards: t, offers: words } = here.t
  const wanted = wantedVersions(draft)
  const missing = missingMessages(db, offer)
  const [next] = missing
  const label = (id: number | null) => `${missing.includes(id) ? '☐' : '✅'} ${addresseeName(db, draft, id, language)}`
  const model = next === undefined ? null : modelOf(here, offer, next)
  return {
    text: lines([
      t.messageAsked(shownName(name)),
      note,
      ...(next === undefined
        ? [t.versionsDone]
        : [
            t.versionAsked(addresseeName(db, draft, next, language), wanted.indexOf(next) + 1, wanted.length),
            model === null ? t.sendIt : model.segmentId === null ? t.keepOrSend : t.wordsKeep,
            rich`\n${words.placeholderHint}`,
          ]),
    ]),
    keyboard: [
      ...(model === null ? [] : [[key(sameLabel(model, here.t), offers.same, { offer, segment: next ?? 0 })]]),
      ...rowsOf(capped(wanted.map(id => key(label(id), offers.version, { offer, segment: id ?? 0 })))),
      [backToCard(offer, language)],
    ],
  }
}

/** The message that was there before there were versions is kept; that of another version is taken as well. */
function sameLabel(model: Variant, { offerCards: { keys } }: Texts): string {
  return model.segmentId === null ? keys.keepIt : keys.same
}

/** One message: what it is now, and what may be sent instead. */
function versionCard(here: Here, offer: number, segment: number | null): Card {
  const { db, language } = here
  const { draft, name } = getDraft(db, offer)
  const { offerCards: t, offers: words, admin } = here.t
  const variant = findVariant(db, offer, segment)
  const model = variant === null && draft.each ? modelOf(here, offer, segment) : null
  const where = { offer, segment: segment ?? 0 }
  const content = variant?.content
  const poll = content?.poll !== undefined
  const medium = content !== undefined && content.kind !== 'text' && content.kind !== 'video_note' && !poll
  const strips = medium || (poll && content.text !== '')
  return {
    text: lines([
      t.messageAsked(shownName(name)),
      draft.each ? t.versionNow(addresseeName(db, draft, segment, language)) : null,
      variant === null ? null : t.messageNow(contentWords(variant.content, language)),
      t.sendIt,
      poll ? here.t.pollCards.wordsStand : medium || model !== null ? t.wordsKeep : null,
      rich`\n${words.placeholderHint}`,
    ]),
    keyboard: [
      ...(poll ? [[key(here.t.pollCards.door, offers.answers, { ...where, version: 0 })]] : []),
      ...(strips ? [[key(t.keys.bare, offers.bare, where)]] : []),
      ...(model === null ? [] : [[key(sameLabel(model, here.t), offers.same, where)]]),
      [draft.each ? key(admin.back, offers.message, { offer }) : backToCard(offer, language)],
    ],
  }
}
