import { getDraft } from '../../../../offers/draft.js'
import { lengthLimit } from '../../../../offers/personal.js'
import { prepareMessage, renderMessage } from '../../../../offers/render.js'
import { listVariants, trackedLinks } from '../../../../offers/variant.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import { type BotContext, personOf } from '../../../context.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps, userOf } from '../deps.js'
import { unlessSlow } from '../patience.js'
import { backToCard } from '../words.js'
import { type Face, faceNumber, fieldsOf, findFace, readersOf } from './faces.js'
import { findMissing } from './readers.js'

/** What to do with the test that has just arrived, and what the names of its readers will do to it. */
export async function testedScreen(
  deps: OfferDeps,
  ctx: BotContext,
  offer: number,
  tested: { face: Face; failed: boolean },
): Promise<Card> {
  const { offerCards: t } = texts(ctx.language)
  const versions = listVariants(deps.db, offer)
  const clickable = versions.some(version => trackedLinks(version).length > 0)
  const personal = versions.some(({ content }) => fieldsOf(content).length > 0)
  const invitation = versions.length === 1 ? t.testDone : t.testDoneMany
  const others = deps.preferences.testPeople().filter(id => id !== adminOf(ctx)).length
  const face = faceNumber(tested.face)
  const { generation } = getDraft(deps.db, offer)
  return {
    text: lines([
      tested.failed ? t.testFailed : clickable ? invitation : t.testPlain,
      ...(personal ? await nameLines(deps, ctx, offer) : []),
    ]),
    keyboard: [
      [
        ...(personal ? [key(t.keys.testAs, presses.testAs, { offer })] : []),
        ...(others > 0 ? [key(t.keys.testPeople(others), presses.testPeople, { offer, face, generation })] : []),
      ],
      [key(t.keys.when, presses.when, { offer }), key(t.keys.check, presses.check, { offer })],
      [key(t.keys.again, presses.testFace, { offer, face, generation }), backToCard(offer, ctx.language)],
    ].filter(row => row.length > 0),
  }
}

/** How long the fullest message becomes with the longest real name, and who has none. */
async function nameLines(deps: OfferDeps, ctx: BotContext, offer: number): Promise<(string | null)[]> {
  const { db } = deps
  const { offerCards: t } = texts(ctx.language)
  const { draft } = getDraft(db, offer)
  const context = { at: ctx.at, zone: deps.zone() }
  let fullest = { length: 0, limit: 1 }
  const missing: string[] = []
  for (const { content, links, segmentId } of listVariants(db, offer)) {
    if (fieldsOf(content).length === 0) continue
    const readers = readersOf(db, draft, segmentId)
    const wanted = { content, readers, stranger: personOf(userOf(ctx)) }
    const { addressee } = await findFace(db, { kind: 'longest' }, wanted, context)
    const { payload } = renderMessage(prepareMessage(content, links), addressee, () => '', null)
    const length = String(payload['text'] ?? payload['caption'] ?? '').length
    const limit = lengthLimit(content)
    if (length / limit > fullest.length / fullest.limit) fullest = { length, limit }
    if (missing.length > 0) continue
    const lack = await unlessSlow(findMissing(db, content, readers, context), null)
    if (lack !== null) missing.push(t.lacking[lack.field](lack.people, lack.fallback))
  }
  return [fullest.length === 0 ? null : t.longestOf(fullest.length, fullest.limit), ...missing]
}
