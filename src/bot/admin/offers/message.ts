import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { type Content, readContent, withWords } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { listTargets } from '../../../offers/link.js'
import { checkContent } from '../../../offers/personal.js'
import { findVariant, listVariants, missingMessages, setContent, type Variant } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, type Rich, rich } from '../../../text/rich.js'
import { type Card, type Key, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { type Answered, ask, type Topics } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { changeRows, openCard } from './draft.js'
import { backToCard, contentWords } from './draft-card.js'
import { keepOrigin } from './edited.js'
import { CARD_TOPIC, present } from './hands.js'
import { capped, rowsOf, shownName } from './label.js'
import { answerWith, isTheirOwn, sentOf } from './sent.js'
import { takeAlong } from './taken.js'
import { draftTopic, onDraftPress } from './turn.js'
import { addresseeName, wantedVersions } from './versions.js'
import { visitNotes } from './visits.js'

/** The topic of the message of one version. */
export const TOPIC = 'offer_message'

const argsSchema = z.object({ offer: z.int(), segment: z.int().nullable() })

/** The message, or one for each segment. */
export function messageFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.message, async (ctx, { offer }) => {
    if (getDraft(db, offer).draft.each) return askMessages(deps, ctx, offer)
    await askOne(deps, ctx, offer, null)
  })

  onVersion(presses.version, (ctx, offer, segment) => askOne(deps, ctx, offer, segment))

  onVersion(presses.same, async (ctx, offer, segment) => {
    const model = modelOf(deps, offer, segment)
    if (model !== null) await write(deps, ctx, offer, segment, model.content)
    if (missingMessages(db, offer).length > 0) return askMessages(deps, ctx, offer)
    await openCard(deps, ctx, offer)
  })

  onVersion(presses.bare, async (ctx, offer, segment) => {
    const variant = findVariant(db, offer, segment)
    if (variant !== null) await write(deps, ctx, offer, segment, wordsOnly(variant.content))
    await askOne(deps, ctx, offer, segment)
  })

  onVersion(presses.replace, async (ctx, offer, segment) => {
    const sent = sentOf(ctx)
    if (sent === null) return stopClock(ctx, texts(ctx.language).offerCards.sentGone)
    await takeMessage(deps, ctx, { offer, segment }, sent)
  })

  /** A press that is about one version; where the offer has no such version (any more), its card is shown. */
  function onVersion(
    definition: Press<'offer' | 'segment'>,
    handle: (ctx: BotContext, offer: number, segment: number | null) => Promise<void>,
  ): void {
    onPress(composer, definition, async (ctx, { offer, segment }) => {
      const wanted = wantedVersions(getDraft(db, offer).draft).includes(segment || null)
      await (wanted ? handle(ctx, offer, segment || null) : openCard(deps, ctx, offer))
    })
  }

  return composer
}

/** The typed (or rather sent) messages. */
export function messageTopics(deps: OfferDeps): Topics {
  const { db } = deps

  /** Sent to the card itself: the message that is missing, or perhaps another one. */
  async function takeAny(ctx: BotContext, { offer }: { offer: number }, message: Message): Promise<Answered> {
    if (isTheirOwn(message)) return 'leave'
    const [missing] = missingMessages(db, offer)
    if (missing !== undefined) return take(ctx, { offer, segment: missing }, message)
    checkContent(readContent(message), deps.ownTargets)
    await answerWith(ctx, message, replaceScreen(deps, ctx, offer))
    return 'again'
  }

  async function take(
    ctx: BotContext,
    { offer, segment }: z.infer<typeof argsSchema>,
    message: Message,
  ): Promise<Answered> {
    if (!wantedVersions(getDraft(db, offer).draft).includes(segment)) {
      await openCard(deps, ctx, offer)
      return 'done'
    }
    await takeMessage(deps, ctx, { offer, segment }, message)
    return 'done'
  }

  return {
    [TOPIC]: draftTopic(deps, argsSchema, take),
    [CARD_TOPIC]: draftTopic(deps, z.object({ offer: z.int() }), takeAny),
  }
}

/** Makes what was sent the message of a version, opens what is new in it, and shows what is still missing, or the card. */
async function takeMessage(
  deps: OfferDeps,
  ctx: BotContext,
  { offer, segment }: z.infer<typeof argsSchema>,
  message: Message,
): Promise<void> {
  const { db } = deps
  const sent = readContent(message)
  const known = knownAddresses(deps, offer)
  const kept = findVariant(db, offer, segment) ?? modelOf(deps, offer, segment)
  const wanted = kept === null ? sent : withWords(kept.content, sent)
  await write(deps, ctx, offer, segment, wanted)
  const content = findVariant(db, offer, segment)?.content ?? wanted
  await keepOrigin(deps, message, TOPIC, { offer, segment })
  const { draft } = getDraft(db, offer)
  const t = texts(ctx.language).offerCards
  const what = contentWords(content, ctx.language)
  const taken = draft.each ? t.takenFor(addresseeName(db, draft, segment, ctx.language), what) : rich`${t.taken(what)}`
  const along = await takeAlong(deps, ctx, offer, message)
  const fresh = [...listTargets(content).map(({ url }) => url), ...along.addresses]
  const visits = await visitNotes(
    deps,
    ctx.language,
    offer,
    fresh.filter(url => !known.has(url)),
  )
  const note = lines([taken, ...along.notes, ...visits])
  if (draft.each && missingMessages(db, offer).length > 0)
    return present(deps, ctx, offer, versionsScreen(deps, ctx, offer, note))
  await openCard(deps, ctx, offer, lines([note, t.placeholder]))
}

/** Addresses that were opened when they were composed. */
function knownAddresses({ db }: AdminDeps, offer: number): Set<string> {
  const rows = db.sql<{ url: string }>(
    'select l.url from variants v join links l on l.variant_id = v.id where v.offer_id = ?',
  )
  const { buttons } = getDraft(db, offer).draft
  return new Set([...rows.all(offer).map(({ url }) => url), ...buttons.flat().map(({ url }) => url)])
}

/** Makes sure that Telegram takes a message for everybody, then keeps it. */
function write(
  deps: AdminDeps,
  ctx: BotContext,
  offer: number,
  segment: number | null,
  content: Content,
): Promise<void> {
  const { db, ownTargets } = deps
  // The buttons are those of the offer, whoever's message this was modelled on.
  const bare = { ...content, buttons: [] }
  checkContent(bare, ownTargets)
  return ctx.deed(() => {
    setContent(db, offer, segment, bare)
    changeRows(db, offer, () => ({}))
  })
}

/** What a version that is not written yet may start from: the common message, or the first one written. */
function modelOf({ db }: AdminDeps, offer: number, segment: number | null): Variant | null {
  const model = findVariant(db, offer, null) ?? listVariants(db, offer)[0] ?? null
  return model?.segmentId === segment ? null : model
}

function wordsOnly({ text, entities, buttons }: Content): Content {
  return { kind: 'text', text, entities, fileId: null, preview: true, buttons }
}

/** Shows the versions; what is sent next is the message of the first that has none. */
export async function askMessages(deps: AdminDeps, ctx: BotContext, offer: number): Promise<void> {
  await present(deps, ctx, offer, versionsScreen(deps, ctx, offer))
}

async function askOne(deps: AdminDeps, ctx: BotContext, offer: number, segment: number | null): Promise<void> {
  await present(deps, ctx, offer, oneScreen(deps, ctx, offer, segment))
  await ask(ctx, TOPIC, { offer, segment })
}

/** What was sent although every message is there: does it take the place of one? */
function replaceScreen({ db }: AdminDeps, ctx: BotContext, offerId: number): Card {
  const { name, draft } = getDraft(db, offerId)
  const { offerCards: t } = texts(ctx.language)
  const where = (segment: number | null) => ({ offer: offerId, segment: segment ?? 0 })
  const versions = capped(wantedVersions(draft))
  return {
    text: t.replaceAsked(shownName(name)),
    keyboard: [
      ...(draft.each
        ? versions.map(id => [key(`✉️ ${addresseeName(db, draft, id, ctx.language)}`, presses.replace, where(id))])
        : [[key(t.keys.replace, presses.replace, where(null))]]),
      [key(t.keys.start, presses.start, {}), key(t.keys.keep, presses.keep, {})],
    ],
  }
}

/** One for each: which are written, and whose is awaited. */
function versionsScreen(deps: AdminDeps, ctx: BotContext, offerId: number, note?: Piece): Card {
  const { db } = deps
  const { draft, name } = getDraft(db, offerId)
  const { offerCards: t, offers } = texts(ctx.language)
  const wanted = wantedVersions(draft)
  const [next, ...others] = missingMessages(db, offerId)
  const label = (id: number | null) =>
    `${id === next || others.includes(id) ? '☐' : '✅'} ${addresseeName(db, draft, id, ctx.language)}`
  const model = next === undefined ? null : modelOf(deps, offerId, next)
  const prompt: Rich[] =
    next === undefined
      ? [rich`${t.versionsDone}`]
      : [
          t.versionAsked(addresseeName(db, draft, next, ctx.language), wanted.indexOf(next) + 1, wanted.length),
          rich`${model === null ? t.sendIt : model.segmentId === null ? t.keepOrSend : t.wordsKeep}`,
        ]
  const same: Key[] =
    model === null || next === undefined
      ? []
      : [key(sameLabel(model, ctx), presses.same, { offer: offerId, segment: next ?? 0 })]
  return {
    text: lines([
      t.messageAsked(shownName(name)),
      ...(note === undefined ? [] : [note]),
      ...prompt,
      next !== undefined ? rich`\n${offers.placeholderHint}` : null,
    ]),
    keyboard: [
      ...(same.length === 0 ? [] : [same]),
      ...rowsOf(capped(wanted.map(id => key(label(id), presses.version, { offer: offerId, segment: id ?? 0 })))),
      [backToCard(offerId, ctx.language)],
    ],
  }
}

/** The message that was there before there were versions is kept; that of another version is taken as well. */
function sameLabel(model: Variant, ctx: BotContext): string {
  const { keys } = texts(ctx.language).offerCards
  return model.segmentId === null ? keys.keepIt : keys.same
}

/** One message: what it is now, and what may be sent instead. */
function oneScreen(deps: AdminDeps, ctx: BotContext, offerId: number, segment: number | null): Card {
  const { db } = deps
  const { draft, name } = getDraft(db, offerId)
  const { offerCards: t, offers } = texts(ctx.language)
  const variant = findVariant(db, offerId, segment)
  const model = variant === null && draft.each ? modelOf(deps, offerId, segment) : null
  const where = { offer: offerId, segment: segment ?? 0 }
  const medium = variant !== null && variant.content.kind !== 'text'
  return {
    text: lines([
      t.messageAsked(shownName(name)),
      draft.each ? t.versionNow(addresseeName(db, draft, segment, ctx.language)) : null,
      variant === null ? null : t.messageNow(contentWords(variant.content, ctx.language)),
      t.sendIt,
      medium || model !== null ? t.wordsKeep : null,
      rich`\n${offers.placeholderHint}`,
    ]),
    keyboard: [
      ...(medium ? [[key(t.keys.bare, presses.bare, where)]] : []),
      ...(model === null ? [] : [[key(sameLabel(model, ctx), presses.same, where)]]),
      [
        draft.each
          ? key(texts(ctx.language).admin.back, presses.message, { offer: offerId })
          : backToCard(offerId, ctx.language),
      ],
    ],
  }
}
