import { Composer } from 'grammy'
import { z } from 'zod'
import { parseButtons } from '../../../offers/button.js'
import type { Button, Content } from '../../../offers/content.js'
import { type Draft, getDraft } from '../../../offers/draft.js'
import { buttonLink, isInTelegram, listTargets } from '../../../offers/link.js'
import { setUtm } from '../../../offers/offer.js'
import { forgetOrigin } from '../../../offers/origin.js'
import { listVariants, setButtons, setTrackTelegram } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed } from '../../press.js'
import { ask, type Topics } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { wordsOf } from '../words.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { changeRows, openCard } from './draft.js'
import { backToCard } from './draft-card.js'
import { keepOrigin } from './edited.js'
import { present } from './hands.js'
import { ownButtonsFeature, ownButtonsTopics, ownNote, typedAs } from './own-buttons.js'
import { draftTopic, onDraftPress } from './turn.js'
import { wantedVersions } from './versions.js'
import { visitNotes } from './visits.js'

const TOPIC = 'offer_buttons'

/** The buttons under all versions, and the marks for web analytics. */
export function buttonsFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  const show = async (ctx: BotContext, offer: number, notes: readonly (Rich | string)[] = []) => {
    await present(deps, ctx, offer, buttonsScreen(deps, ctx, offer, notes))
    await ask(ctx, TOPIC, { offer })
  }
  onDraftPress(deps, composer, presses.buttons, (ctx, { offer }) => show(ctx, offer))

  onDraftPress(deps, composer, presses.noButtons, async (ctx, { offer }) => {
    await write(deps, ctx, offer, [])
    await db.group(() => forgetOrigin(db, TOPIC, { offer }))
    await openCard(deps, ctx, offer)
  })

  onDraftPress(deps, composer, presses.utm, async (ctx, { offer, generation }) => {
    await ctx.deed(() => {
      const { utmCampaign } = getDraft(db, offer)
      if (isPassed(generation, utmCampaign === null ? 0 : 1)) return
      setUtm(db, offer, utmCampaign === null)
      changeRows(db, offer, () => ({}))
    })
    // With marks an address may open for nobody: that is seen now.
    const notes =
      getDraft(db, offer).utmCampaign === null ? [] : await visitNotes(deps, ctx.language, offer, urlsOf(offer))
    await show(ctx, offer, notes)
  })

  onDraftPress(deps, composer, presses.telegram, async (ctx, { offer, generation }) => {
    await ctx.deed(() => {
      const { trackTelegram } = getDraft(db, offer).draft
      if (isPassed(generation, trackTelegram ? 1 : 0)) return
      setTrackTelegram(db, offer, !trackTelegram)
      changeRows(db, offer, () => ({}))
    })
    await show(ctx, offer)
  })

  const urlsOf = (offer: number) => [...new Set(listVariants(db, offer).flatMap(({ content }) => urlsIn(content)))]

  composer.use(ownButtonsFeature(deps))
  return composer
}

/** The typed lines. */
export function buttonsTopics(deps: OfferDeps): Topics {
  const schema = z.object({ offer: z.int() })
  return {
    ...ownButtonsTopics(deps),
    [TOPIC]: draftTopic(deps, schema, async (ctx, { offer }, message) => {
      const words = await wordsOf(ctx, message, 'buttons')
      if (words === null) return 'again'
      const buttons = parseButtons(words, deps.ownTargets)
      await write(deps, ctx, offer, buttons)
      await keepOrigin(deps, message, TOPIC, { offer })
      await openCard(deps, ctx, offer, await takenNote(deps, ctx, offer, buttons))
      return 'done'
    }),
  }
}

function write({ db }: AdminDeps, ctx: BotContext, offer: number, buttons: Button[][]): Promise<void> {
  return ctx.deed(() => {
    setButtons(db, offer, buttons)
    changeRows(db, offer, () => ({}))
  })
}

async function takenNote(deps: OfferDeps, ctx: BotContext, offer: number, buttons: Button[][]): Promise<Rich> {
  const notes = await visitNotes(
    deps,
    ctx.language,
    offer,
    buttons.flat().map(({ url }) => url),
  )
  const versions = wantedVersions(getDraft(deps.db, offer).draft).length
  const t = texts(ctx.language).offerCards
  const own = ownNote(deps, ctx, offer)
  return lines([...notes, own ?? (versions > 1 ? t.inAllVersions(versions) : null), utmWords(deps, ctx, offer)])
}

function utmWords({ db }: AdminDeps, ctx: BotContext, offer: number): string {
  const t = texts(ctx.language).offerCards
  const { utmCampaign } = getDraft(db, offer)
  return utmCampaign === null ? t.utmNone : t.utmLine(utmCampaign)
}

function urlsIn(content: Content): string[] {
  return listTargets(content).map(({ url }) => url)
}

/** True where a button or a link of the offer opens something inside Telegram. */
function leadsIntoTelegram({ db }: AdminDeps, draft: Draft, offer: number): boolean {
  const inMessages = listVariants(db, offer).flatMap(({ content }) => urlsIn(content))
  const inButtons = draft.buttons.flat().map(buttonLink)
  return [...inMessages, ...inButtons.flatMap(target => (target === null ? [] : [target.url]))].some(isInTelegram)
}

function buttonsScreen(deps: AdminDeps, ctx: BotContext, offer: number, notes: readonly (Rich | string)[]): Card {
  const { draft, utmCampaign } = getDraft(deps.db, offer)
  const { offerCards: t, offers, ladderCards } = texts(ctx.language)
  const typed = typedAs(draft.buttons)
  const none = draft.buttons.length === 0 ? [] : [key(t.keys.noButtons, presses.noButtons, { offer })]
  const telegram = leadsIntoTelegram(deps, draft, offer)
  const other = draft.each && listVariants(deps.db, offer).length > 0
  return {
    text: lines([
      t.buttonsAsked,
      typed === '' ? null : t.buttonsNow(typed),
      ownNote(deps, ctx, offer),
      offers.buttonsHint,
      utmWords(deps, ctx, offer),
      telegram ? (draft.trackTelegram ? t.telegramTracked : t.telegramDirect) : null,
      ...notes,
    ]),
    keyboard: [
      ...(telegram
        ? [
            [
              key(draft.trackTelegram ? t.telegramOn : t.telegramOff, presses.telegram, {
                offer,
                generation: draft.trackTelegram ? 1 : 0,
              }),
            ],
          ]
        : []),
      [
        ...none,
        key(utmCampaign === null ? t.utmOff : t.utmOn, presses.utm, {
          offer,
          generation: utmCampaign === null ? 0 : 1,
        }),
      ],
      [
        ...(other ? [key(t.keys.otherButtons, presses.otherButtons, { offer })] : []),
        key(ladderCards.keys.linkTopics, presses.topics, { offer, page: 0 }),
      ],
      [backToCard(offer, ctx.language)],
    ],
  }
}
