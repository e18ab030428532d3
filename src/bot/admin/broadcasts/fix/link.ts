import type { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { countStates, getBroadcast } from '../../../../delivery/broadcast.js'
import { parseTarget } from '../../../../offers/link.js'
import { changeLink } from '../../../../offers/mend.js'
import { findReport } from '../../../../reports/metrics.js'
import { shortAddress } from '../../../../text/address.js'
import { withoutEdges } from '../../../../text/edges.js'
import { shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { type Card, type Key, key, moveCard, showCard } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { onPress, stopClock } from '../../../press.js'
import { ask, type Topics, topic } from '../../ask.js'
import { adminOf } from '../../offers/deps.js'
import { shownName } from '../../offers/label.js'
import { visitNotes } from '../../offers/message/visits.js'
import { wordsOf } from '../../words.js'
import { broadcasts } from '../addresses.js'
import type { BroadcastDeps } from '../deps.js'
import { pageOf, pagesWith } from '../pages.js'
import { countGroup, dayOf, type Group, writeToData } from '../people.js'
import { backToFix, forgetProposal, goOn, isPausedToFix, resumeAfterFix, wakeUp } from './menu.js'
import { dropProposal, findProposal, findVoid, saveProposal } from './proposal.js'

const TOPIC = 'fix_link'
const A_PAGE = 8
const LABEL = 24
/** `void`: nothing was changed by this button any more; the address that it was for, null when that is not known. */
const changedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('void'), address: z.string().nullable() }),
  z.object({ kind: z.literal('meanwhile') }),
  z.object({ kind: z.literal('changed'), link: z.int(), url: z.string(), goesOn: z.boolean() }),
])
type Changed = z.infer<typeof changedSchema>
const args = z.object({ id: z.int(), link: z.int(), place: z.object({ chat: z.int(), message: z.int() }) })

/** One link of a broadcast, the same in all its versions; `people` clicked it. */
type Link = { number: number; label: string; url: string; people: number }

/** A wrong link: the right address heals messages already sent. */
export function addFixLink(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db } = deps

  onPress(composer, broadcasts.fixLinks, async (ctx, { id, page }) => {
    await forgetProposal(deps, ctx)
    const links = await listLinks(db, id)
    if (links.length === 0) return stopClock(ctx, texts(ctx.language).fixCards.noLinks)
    await showCard(ctx, linksScreen(deps, ctx, id, links, page))
  })

  onPress(composer, broadcasts.fixLink, async (ctx, { id, link: number }) => {
    const link = (await listLinks(db, id)).find(one => one.number === number)
    const words = texts(ctx.language).fixCards
    if (link === undefined) return stopClock(ctx, words.outdated)
    const place = await showCard(ctx, {
      text: lines([
        words.headline(shownName(getBroadcast(db, id).offerName)),
        words.linkAsked(link.label, shortAddress(link.url)),
      ]),
      keyboard: [[key(texts(ctx.language).admin.back, broadcasts.fixLinks, { id, page: 0 })]],
    })
    await ask(ctx, TOPIC, { id, link: number, place })
  })

  onPress(composer, broadcasts.changeLink, async (ctx, { id, proposal: number }) => {
    const links = await listLinks(db, id)
    const changed = await ctx.deed(changedSchema, (): Changed => {
      const proposal = findProposal(db, adminOf(ctx), number)
      if (proposal?.kind !== 'link' || proposal.broadcastId !== id) {
        return { kind: 'void', address: findVoid(db, adminOf(ctx), number) }
      }
      if (urlOf(db, id, proposal.link) !== proposal.was) return { kind: 'meanwhile' }
      changeLink(db, getBroadcast(db, id).offerId, proposal.link, proposal.url, adminOf(ctx), ctx.at)
      dropProposal(db, adminOf(ctx))
      return { kind: 'changed', link: proposal.link, url: proposal.url, goesOn: goOn(deps, id, ctx.at) }
    })
    const words = texts(ctx.language).fixCards
    if (changed.kind === 'void') {
      const { address } = changed
      return stopClock(ctx, address === null ? words.outdated : words.voidAddress(shortAddress(address)))
    }
    if (changed.kind === 'meanwhile') return showCard(ctx, linksScreen(deps, ctx, id, links, 0, words.changedMeanwhile))
    if (changed.goesOn) wakeUp(deps)
    const { label = '' } = links.find(link => link.number === changed.link) ?? {}
    await showCard(ctx, await changedScreen(deps, ctx, id, { ...changed, label }))
  })
}

/** The right address, typed. */
export function fixLinkTopics(deps: BroadcastDeps): Topics {
  const { db, ownTargets } = deps
  return {
    [TOPIC]: topic(args, async (ctx, { id, link: number, place }, message) => {
      const words = texts(ctx.language).fixCards
      const typed = await wordsOf(ctx, message, 'address')
      if (typed === null) return 'again'
      const url = parseTarget(unquoted(typed), ownTargets)
      const link = (await listLinks(db, id)).find(one => one.number === number)
      if (link === undefined) {
        await ctx.reply(words.outdated)
        return 'done'
      }
      if (link.url === url) {
        await ctx.reply(words.sameAddress)
        return 'again'
      }
      const notes = await visitNotes(deps, ctx.language, getBroadcast(db, id).offerId, [url])
      const { number: proposal } = await db.group(() =>
        saveProposal(db, adminOf(ctx), { kind: 'link', broadcastId: id, link: number, was: link.url, url }),
      )
      const card = await proposalScreen(deps, ctx, id, { link, notes, proposal })
      // It may be the wrong one again: the next that is sent takes its place.
      return { topic: TOPIC, args: { id, link: number, place: await moveCard(ctx, card, place) } }
    }),
  }
}

/** Phones put quotes around what is pasted. */
function unquoted(typed: string): string {
  return withoutEdges(typed.trim(), '«»“”„"\'<>')
}

/** The links that went out, by number. @throws AppError `broadcast_not_found`, `query_timeout` */
async function listLinks(db: Db, id: number): Promise<Link[]> {
  const links = new Map<number, Link>()
  for (const { number, label, url, people, tracked } of (await findReport(db, id)).links) {
    // What went out as it is cannot be led elsewhere: only its message can be edited.
    if (!tracked) continue
    const before = links.get(number)?.people ?? 0
    links.set(number, { number, label, url, people: before + people })
  }
  return [...links.values()].sort((a, b) => a.number - b.number)
}

/** Where a link leads at this moment; null when there is no such link. */
function urlOf(db: Db, broadcastId: number, number: number): string | null {
  const row = db
    .sql<{ url: string }>(
      `select l.url from broadcasts b join variants v on v.offer_id = b.offer_id join links l on l.variant_id = v.id
       where b.id = ? and l.number = ? limit 1`,
    )
    .get(broadcastId, number)
  return row?.url ?? null
}

function linksScreen(
  { db }: BroadcastDeps,
  ctx: BotContext,
  id: number,
  links: readonly Link[],
  wanted: number,
  note?: string,
): Card {
  const words = texts(ctx.language).fixCards
  const shown = pageOf(links, wanted, A_PAGE)
  const label = (link: Link) =>
    words.linkKey(link.number, shorten(link.label, LABEL), shorten(shortAddress(link.url), LABEL), link.people)
  return {
    text: lines([words.headline(shownName(getBroadcast(db, id).offerName)), note ?? null, words.linksAsked]),
    keyboard: [
      ...shown.items.map(link => [key(label(link), broadcasts.fixLink, { id, link: link.number })]),
      ...pagesWith(broadcasts.fixLinks, id, shown),
      [backToFix(id, ctx.language)],
    ],
  }
}

async function proposalScreen(
  { db }: BroadcastDeps,
  ctx: BotContext,
  id: number,
  { link, notes, proposal }: { link: Link; notes: Piece[]; proposal: number },
): Promise<Card> {
  const words = texts(ctx.language).fixCards
  const broadcast = getBroadcast(db, id)
  const { sent } = await countStates(db, id)
  const { changeAndGoOn, change } = words.buttons
  return {
    text: lines([
      ...notes,
      sent === 0 ? words.landsFromNow : words.heals(sent),
      link.people === 0 ? null : words.wereThere(link.people),
      words.orAnother,
    ]),
    keyboard: [
      [key(isPausedToFix(broadcast) ? changeAndGoOn : change, broadcasts.changeLink, { id, proposal })],
      [key(texts(ctx.language).admin.back, broadcasts.fixLinks, { id, page: 0 })],
    ],
  }
}

/** It is mended: what it came to, and a word to those who were on the wrong page. */
async function changedScreen(
  { db, zone }: BroadcastDeps,
  ctx: BotContext,
  id: number,
  changed: { link: number; label: string; url: string; goesOn: boolean },
): Promise<Card> {
  const words = texts(ctx.language).fixCards
  const broadcast = getBroadcast(db, id)
  const group: Group = { kind: 'clicked', link: changed.link, until: dayOf(ctx.at, zone()) }
  const people = await countGroup(db, broadcast, group, ctx.at, zone())
  const writeTo: Key[] = people === 0 ? [] : [{ label: words.buttons.writeTo(people), data: writeToData(id, group) }]
  return {
    text: lines([
      words.headline(shownName(broadcast.offerName)),
      words.linkChanged(changed.label, shortAddress(changed.url)),
      changed.goesOn ? words.goingOn : null,
    ]),
    keyboard: [
      writeTo,
      [...resumeAfterFix(broadcast, ctx.language), key(words.buttons.broadcast, broadcasts.open, { id })],
    ].filter(row => row.length > 0),
  }
}
