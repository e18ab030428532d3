import { Composer } from 'grammy'
import { z } from 'zod'
import { parseButtons } from '../../../offers/button.js'
import type { Button } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { findVariant, listOwnButtons, listVariants, setButtons } from '../../../offers/variant.js'
import { readableAddress } from '../../../text/address.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Press } from '../../press.js'
import { ask, type Topics } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { wordsOf } from '../words.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { changeRows, openCard } from './draft.js'
import { keepOrigin } from './edited.js'
import { present } from './hands.js'
import { capped, nameList, rowsOf } from './label.js'
import { draftTopic, onDraftPress } from './turn.js'
import { addresseeName } from './versions.js'
import { visitNotes } from './visits.js'

const TOPIC = 'offer_own_buttons'
const SHOWN = 2_500

/** Other buttons for one version than for the rest; only what is written can have its own. */
export function ownButtonsFeature(deps: AdminDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.otherButtons, async (ctx, { offer }) => {
    const { draft } = getDraft(db, offer)
    const { offerCards: t, admin } = texts(ctx.language)
    const own = new Set(listOwnButtons(db, offer).map(({ segmentId }) => segmentId))
    const keys = capped(listVariants(db, offer)).map(({ segmentId }) =>
      key(
        `${own.has(segmentId) ? '🔀 ' : ''}${addresseeName(db, draft, segmentId, ctx.language)}`,
        presses.ownButtons,
        { offer, segment: segmentId ?? 0 },
      ),
    )
    await present(deps, ctx, offer, {
      text: lines([t.whoseButtons, ownNote(deps, ctx, offer)]),
      keyboard: [...rowsOf(keys), [key(admin.back, presses.buttons, { offer })]],
    })
  })

  onVersion(presses.ownButtons, async (ctx, offer, segment) => {
    const { draft } = getDraft(db, offer)
    const { offerCards: t, offers, admin } = texts(ctx.language)
    const where = { offer, segment: segment ?? 0 }
    const buttons = findVariant(db, offer, segment)?.content.buttons ?? []
    const own = listOwnButtons(db, offer).some(({ segmentId }) => segmentId === segment)
    await present(deps, ctx, offer, {
      text: lines([
        t.buttonsOf(addresseeName(db, draft, segment, ctx.language)),
        buttons.length === 0 ? null : t.buttonsNow(typedAs(buttons)),
        offers.buttonsHint,
      ]),
      keyboard: [
        ...(buttons.length === 0 ? [] : [[key(t.keys.noButtons, presses.noOwnButtons, where)]]),
        ...(own ? [[key(t.keys.asOthers, presses.asOthers, where)]] : []),
        [key(admin.back, presses.otherButtons, { offer })],
      ],
    })
    await ask(ctx, TOPIC, { offer, segment })
  })

  onVersion(presses.noOwnButtons, async (ctx, offer, segment) => {
    await write(deps, ctx, offer, segment, [])
    await openCard(deps, ctx, offer)
  })

  onVersion(presses.asOthers, async (ctx, offer, segment) => {
    await write(deps, ctx, offer, segment, getDraft(db, offer).draft.buttons)
    await openCard(deps, ctx, offer)
  })

  /** A press that is about one written version; where there is no such one (any more), the offer's card is shown. */
  function onVersion(
    definition: Press<'offer' | 'segment'>,
    handle: (ctx: BotContext, offer: number, segment: number | null) => Promise<void>,
  ): void {
    onDraftPress(deps, composer, definition, async (ctx, { offer, segment }) => {
      const whose = segment || null
      await (isWritten(deps, offer, whose) ? handle(ctx, offer, whose) : openCard(deps, ctx, offer))
    })
  }

  return composer
}

/** The typed lines of one version. */
export function ownButtonsTopics(deps: OfferDeps): Topics {
  const schema = z.object({ offer: z.int(), segment: z.int().nullable() })
  return {
    [TOPIC]: draftTopic(deps, schema, async (ctx, { offer, segment }, message) => {
      const words = await wordsOf(ctx, message, 'buttons')
      if (words === null) return 'again'
      const buttons = parseButtons(words, deps.ownTargets)
      if (!isWritten(deps, offer, segment)) {
        await openCard(deps, ctx, offer)
        return 'done'
      }
      await write(deps, ctx, offer, segment, buttons)
      await keepOrigin(deps, message, TOPIC, { offer, segment })
      const addresses = buttons.flat().map(({ url }) => url)
      const notes = await visitNotes(deps, ctx.language, offer, addresses)
      await openCard(deps, ctx, offer, lines([...notes, ownNote(deps, ctx, offer)]))
      return 'done'
    }),
  }
}

/** "Other ones: Champions." where versions have buttons of their own; null where none has. */
export function ownNote({ db }: AdminDeps, ctx: BotContext, offer: number): string | null {
  const own = listOwnButtons(db, offer)
  if (own.length === 0) return null
  const { draft } = getDraft(db, offer)
  const names = own.map(({ segmentId }) => addresseeName(db, draft, segmentId, ctx.language))
  return texts(ctx.language).offerCards.otherFor(nameList(names, ctx.language))
}

/** Buttons as they are typed. */
export function typedAs(buttons: readonly (readonly Button[])[]): string {
  const typed = buttons
    .map(row => row.map(({ label, url }) => `${label} - ${readableAddress(url)}`).join(' | '))
    .join('\n')
  return shorten(typed, SHOWN)
}

function isWritten({ db }: AdminDeps, offer: number, segment: number | null): boolean {
  return getDraft(db, offer).draft.each && listVariants(db, offer).some(({ segmentId }) => segmentId === segment)
}

function write(
  { db }: AdminDeps,
  ctx: BotContext,
  offer: number,
  segment: number | null,
  buttons: Button[][],
): Promise<void> {
  return ctx.deed(() => {
    setButtons(db, offer, buttons, segment)
    changeRows(db, offer, () => ({}))
  })
}
