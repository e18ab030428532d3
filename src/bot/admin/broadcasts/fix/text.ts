import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { getBroadcast } from '../../../../delivery/broadcast.js'
import { startEdit } from '../../../../delivery/repair.js'
import { findRound } from '../../../../delivery/round.js'
import { AppError } from '../../../../errors.js'
import { parseButtons } from '../../../../offers/button.js'
import { type Content, contentSchema, readContent, withWords } from '../../../../offers/content.js'
import { canBecome } from '../../../../offers/edit.js'
import { replaceVariant } from '../../../../offers/mend.js'
import { checkContent } from '../../../../offers/personal.js'
import { getVariant } from '../../../../offers/variant.js'
import { texts } from '../../../../text/index.js'
import { type Card, moveCard, type Place, showCard } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { onPress, stopClock } from '../../../press.js'
import { go } from '../../../screen.js'
import { type Answered, ask, type Topics, topic } from '../../ask.js'
import { adminOf, userOf } from '../../offers/deps.js'
import { wordsOf } from '../../words.js'
import { broadcasts } from '../addresses.js'
import type { BroadcastDeps } from '../deps.js'
import { countHolders } from './holders.js'
import { forgetProposal, goOn, removePreview, wakeUp } from './menu.js'
import { sendPreview } from './preview.js'
import { dropProposal, findProposal, saveProposal } from './proposal.js'
import { buttonsScreen, proposalScreen, textScreen, versionsScreen } from './text-card.js'
import { listVersions } from './version.js'

const TEXT = 'fix_text'
const BUTTONS = 'fix_buttons'
const place = z.object({ chat: z.int(), message: z.int() })
const args = z.object({ id: z.int(), version: z.int(), place })
const buttonArgs = z.object({ id: z.int(), version: z.int(), proposal: z.int(), place })

const begunSchema = z.object({ preview: z.int(), repair: z.int().nullable(), goesOn: z.boolean() }).nullable()

/** A version that is to be replaced, and what stands in its place so far. */
type Asked = { id: number; version: number; base: Content }

/** A wrong text, picture or button: those who wait get the right one, those who have it see it change. */
export function addFixText(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, lead } = deps

  onPress(composer, broadcasts.fixTexts, async (ctx, { id }) => {
    if (findRound(db, id) !== null) throw new AppError('survey_not_corrected')
    await forgetProposal(deps, ctx)
    await showVersions(ctx, id)
  })
  onPress(composer, broadcasts.fixText, async (ctx, { id, version }) => {
    await forgetProposal(deps, ctx)
    await askText(ctx, id, version)
  })
  onPress(composer, broadcasts.fixButtons, async (ctx, { id, version, proposal }) => {
    const base = baseOf(deps, ctx, { id, version, proposal })
    if (base === null) return stopClock(ctx, texts(ctx.language).fixCards.outdated)
    const place = await showCard(ctx, buttonsScreen({ id, version, proposal, content: base }, ctx.language))
    await ask(ctx, BUTTONS, { id, version, proposal, place })
  })
  onPress(composer, broadcasts.noButtons, async (ctx, { id, version, proposal }) => {
    const base = baseOf(deps, ctx, { id, version, proposal })
    if (base === null) return stopClock(ctx, texts(ctx.language).fixCards.outdated)
    const why = await putForward(deps, ctx, { id, version, base }, { ...base, buttons: [] }, null)
    if (why !== null) await stopClock(ctx, why)
  })

  onPress(composer, broadcasts.edit, async (ctx, { id, proposal: number }) => {
    const words = texts(ctx.language).fixCards
    const begun = await ctx.deed(begunSchema, () => {
      const proposal = findProposal(db, adminOf(ctx), number)
      if (proposal?.kind !== 'text' || proposal.broadcastId !== id) return null
      dropProposal(db, adminOf(ctx))
      const { versionId, preview } = proposal
      if (!isCurrent(deps, id, versionId)) return { preview, repair: null, goesOn: false }
      const { id: next } = replaceVariant(db, versionId, proposal.content, ctx.at)
      const repair = startEdit(db, id, new Map([[versionId, next]]), adminOf(ctx), ctx.at)
      return { preview, repair, goesOn: goOn(deps, id, ctx.at) }
    })
    if (begun === null) return stopClock(ctx, words.outdated)
    await removePreview(ctx, begun.preview)
    if (begun.repair === null) return showVersions(ctx, id, words.changedMeanwhile)
    wakeUp(deps)
    await lead(ctx, go(broadcasts.repair, { repair: begun.repair }))
  })

  async function showVersions(ctx: BotContext, id: number, note?: string): Promise<void> {
    const broadcast = getBroadcast(db, id)
    const versions = listVersions(db, broadcast)
    const [only] = versions
    if (versions.length === 1 && only !== undefined) return askText(ctx, id, only.id, note)
    await showCard(ctx, versionsScreen(broadcast, versions, ctx.language, note))
  }

  async function askText(ctx: BotContext, id: number, version: number, note?: string): Promise<void> {
    const broadcast = getBroadcast(db, id)
    const versions = listVersions(db, broadcast)
    const asked = versions.find(one => one.id === version)
    if (asked === undefined) return showVersions(ctx, id, texts(ctx.language).fixCards.changedMeanwhile)
    const { content } = getVariant(db, version)
    const card = textScreen(broadcast, versions, asked, content, ctx.language, note)
    await ask(ctx, TEXT, { id, version, place: await showCard(ctx, card) })
  }
}

/** The right message, and the right buttons. */
export function fixTextTopics(deps: BroadcastDeps): Topics {
  async function takeMessage(
    ctx: BotContext,
    { id, version, place }: z.infer<typeof args>,
    message: Message,
  ): Promise<Answered> {
    const base = baseOf(deps, ctx, { id, version, proposal: 0 })
    if (base === null) return tell(ctx, texts(ctx.language).fixCards.outdated, 'done')
    const why = await putForward(deps, ctx, { id, version, base }, withWords(base, readContent(message)), place)
    return why === null ? 'done' : tell(ctx, why, 'again')
  }

  async function takeButtons(
    ctx: BotContext,
    { id, version, proposal, place }: z.infer<typeof buttonArgs>,
    message: Message,
  ): Promise<Answered> {
    const words = await wordsOf(ctx, message, 'buttons')
    if (words === null) return 'again'
    const buttons = parseButtons(words, deps.ownTargets)
    const base = baseOf(deps, ctx, { id, version, proposal })
    if (base === null) return tell(ctx, texts(ctx.language).fixCards.outdated, 'done')
    const why = await putForward(deps, ctx, { id, version, base }, { ...base, buttons }, place)
    return why === null ? 'done' : tell(ctx, why, 'again')
  }

  return { [TEXT]: topic(args, takeMessage), [BUTTONS]: topic(buttonArgs, takeButtons) }
}

async function tell(ctx: BotContext, words: string, answered: Answered): Promise<Answered> {
  await ctx.reply(words)
  return answered
}

/** What stands there so far: what this admin has put forward, or the version as it is; null when that is void. */
function baseOf(
  deps: BroadcastDeps,
  ctx: BotContext,
  { id, version, proposal }: { id: number; version: number; proposal: number },
): Content | null {
  if (!isCurrent(deps, id, version)) return null
  if (proposal === 0) return getVariant(deps.db, version).content
  const found = findProposal(deps.db, adminOf(ctx), proposal)
  return found?.kind === 'text' && found.versionId === version ? found.content : null
}

function isCurrent({ db }: BroadcastDeps, id: number, version: number): boolean {
  return listVersions(db, getBroadcast(db, id)).some(one => one.id === version)
}

/**
 * Checks the right message, shows how it will look and asks for the last word.
 * @param old where the card stood, to be brought back under what was typed; null: it stands where the press is
 * @returns why it cannot be, in words; null when it was put forward
 * @throws AppError for content that is refused
 */
async function putForward(
  deps: BroadcastDeps,
  ctx: BotContext,
  { id, version }: Asked,
  content: Content,
  old: Place | null,
): Promise<string | null> {
  const { db, ownTargets } = deps
  const words = texts(ctx.language).fixCards
  const current = getVariant(db, version).content
  checkContent(content, ownTargets)
  if (!canBecome(current, content)) throw new AppError('content_stays_media')
  if (isSame(current, content)) return words.sameMessage
  const shown = await sendPreview(deps, userOf(ctx), content, ctx.language)
  if (shown.kind === 'refused') return shown.why
  const { number: proposal, replaced } = await db.group(() =>
    saveProposal(db, adminOf(ctx), {
      kind: 'text',
      broadcastId: id,
      versionId: version,
      content,
      preview: shown.message,
    }),
  )
  if (replaced?.kind === 'text') await removePreview(ctx, replaced.preview)
  const holders = await countHolders(db, id, version, ctx.at)
  const card: Card = proposalScreen(
    { broadcast: getBroadcast(db, id), version, proposal, was: current, now: content, holders, pace: deps.pace.rate() },
    ctx.language,
  )
  const pressed = ctx.callbackQuery?.message
  const place = old ?? (pressed === undefined ? null : { chat: pressed.chat.id, message: pressed.message_id })
  await moveCard(ctx, card, place)
  return null
}

function isSame(one: Content, other: Content): boolean {
  const [a, b] = [one, other].map(content => JSON.stringify(contentSchema.parse(content)))
  return a === b
}
