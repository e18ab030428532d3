import type { Composer } from 'grammy'
import { findNames } from '../../../segments/describe.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { onSketch } from './builder.js'
import { changeLeaf, conditionGone, showCondition } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { flow, pagesOf } from './label.js'
import { conditionPress, linkPress, offerPress, setLinkPress, setOfferPress } from './presses.js'
import { findLeaf, type Sketch } from './sketch.js'

const SIZE = 8
const LABEL = 40
/** Stand in a button for "any"; offers and links are numbered from 1. */
const ANY = 0

/** Which offer a condition is about and, for clicks, which of its links. */
export function offerScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, offerPress, (ctx, sketch, { id, page }) => showOffers(deps, ctx, sketch, { id, page }))

  onSketch(deps, composer, setOfferPress, async (ctx, sketch, { id, offer }) => {
    const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf => {
      if (leaf === null || !('offer' in leaf)) return null
      const chosen = offer === ANY ? null : offer
      return leaf.leaf === 'clicked' ? { ...leaf, offer: chosen, link: null } : { ...leaf, offer: chosen }
    })
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })

  onSketch(deps, composer, linkPress, (ctx, sketch, { id, page }) => showLinks(deps, ctx, sketch, { id, page }))

  onSketch(deps, composer, setLinkPress, async (ctx, sketch, { id, link }) => {
    const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf =>
      leaf?.leaf === 'clicked' && leaf.offer !== null ? { ...leaf, link: link === ANY ? null : link } : null,
    )
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })
}

async function showOffers(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, page }: { id: number; page: number },
): Promise<void> {
  const leaf = findLeaf(sketch, id)
  if (leaf === null || !('offer' in leaf)) return conditionGone(ctx)
  const { segmentCards: words, admin } = texts(ctx.language)
  const { offers, total } = listSentOffers(deps, page)
  if (offers.length === 0 && page > 0) return showOffers(deps, ctx, sketch, { id, page: 0 })
  const which = { sketch: sketch.number, id }
  const pages = pagesOf(page => offerPress.data({ ...which, page }))
  await showCard(ctx, {
    text: lines([total === 0 ? words.noOffers : words.askOffer]),
    keyboard: [
      [key(words.anyOffer, setOfferPress, { ...which, offer: ANY })],
      ...flow(offers.map(({ id: offer, name }) => key(shorten(name, LABEL), setOfferPress, { ...which, offer }))),
      ...pageRow(pages, { page, size: SIZE, total }),
      [key(admin.back, conditionPress, which)],
    ],
  })
}

/** Offers that somebody was sent, the ones of the newest broadcasts first. */
function listSentOffers(deps: SegmentDeps, page: number): { offers: { id: number; name: string }[]; total: number } {
  const rows = deps.db
    .sql<{ id: number; name: string; total: number }>(
      `select o.id, o.name, count(*) over () as total from offers o join broadcasts b on b.offer_id = o.id
       where b.started_at is not null group by o.id order by max(b.started_at) desc, o.id desc limit ? offset ?`,
    )
    .all(SIZE, Math.max(0, page) * SIZE)
  return { offers: rows, total: rows[0]?.total ?? 0 }
}

async function showLinks(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, page }: { id: number; page: number },
): Promise<void> {
  const leaf = findLeaf(sketch, id)
  if (leaf?.leaf !== 'clicked' || leaf.offer === null) return conditionGone(ctx)
  const { segmentCards: words, admin } = texts(ctx.language)
  const { links, total } = listLinks(deps, leaf.offer, page)
  if (links.length === 0 && page > 0) return showLinks(deps, ctx, sketch, { id, page: 0 })
  const which = { sketch: sketch.number, id }
  const pages = pagesOf(page => linkPress.data({ ...which, page }))
  await showCard(ctx, {
    text: words.askLink(findNames(deps.db).offers.name(leaf.offer) ?? `#${leaf.offer}`),
    keyboard: [
      [key(words.anyLink, setLinkPress, { ...which, link: ANY })],
      ...flow(
        links.map(({ number, name }) =>
          key(shorten(`${number} ${name}`, LABEL), setLinkPress, { ...which, link: number }),
        ),
      ),
      ...pageRow(pages, { page, size: SIZE, total }),
      [key(admin.back, conditionPress, which)],
    ],
  })
}

/** Links of an offer in all its versions; one number is one link. */
function listLinks(
  deps: SegmentDeps,
  offerId: number,
  page: number,
): { links: { number: number; name: string }[]; total: number } {
  const rows = deps.db
    .sql<{ number: number; name: string; total: number }>(
      `select l.number, coalesce(nullif(min(l.label), ''), min(l.url)) as name, count(*) over () as total
       from variants v join links l on l.variant_id = v.id where v.offer_id = ?
       group by l.number order by l.number limit ? offset ?`,
    )
    .all(offerId, SIZE, Math.max(0, page) * SIZE)
  return { links: rows, total: rows[0]?.total ?? 0 }
}
