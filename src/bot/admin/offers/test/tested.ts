import { endFrom, hasEnd, untilFor } from '../../../../offers/draft/deadline.js'
import { getDraft } from '../../../../offers/draft.js'
import { pressedLinks } from '../../../../offers/link/terms.js'
import { isName } from '../../../../offers/personal/template.js'
import { lengthLimit } from '../../../../offers/personal.js'
import { sampleCode } from '../../../../offers/promo.js'
import { prepareMessage } from '../../../../offers/render/prepared.js'
import { renderMessage, wordsOf } from '../../../../offers/render.js'
import { listVariants } from '../../../../offers/variant.js'
import { lines } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import type { Entry } from '../../../screen.js'
import { fieldsOf, findFace, otherPeople, readersOf } from '../../drafts/faces.js'
import { unlessSlow } from '../../patience.js'
import { offers } from '../addresses.js'
import { draftScreen, inSeries } from '../place.js'
import { backToCard } from '../words.js'
import { findMissing } from './readers.js'

/** What to do with the test that has just arrived, and what the names of its readers will do to it. */
export const testedPlaces: Entry[] = [
  draftScreen(
    offers.tested,
    async (here, { offer, face, failed }) => {
      const { offerCards: t } = here.t
      const versions = listVariants(here.db, offer)
      const clickable = versions.some(version => pressedLinks(version).length > 0)
      const personal = versions.some(({ content }) => fieldsOf(content).length > 0)
      const invitation = versions.length === 1 ? t.testDone : t.testDoneMany
      const others = otherPeople(here).length
      const { generation } = getDraft(here.db, offer)
      return {
        text: lines([
          failed === 1 ? t.testFailed : clickable ? invitation : t.testPlain,
          versions.some(({ content }) => content.poll !== undefined) ? here.t.pollCards.tested : null,
          ...(personal ? await nameLines(here, offer) : []),
        ]),
        keyboard: [
          [
            ...(personal ? [key(t.keys.testAs, offers.testAs, { offer })] : []),
            ...(others > 0 ? [key(t.keys.testPeople(others), offers.testPeople, { offer, face, generation })] : []),
          ],
          ...(inSeries(here.db, offer) === null
            ? [[key(t.keys.when, offers.when, { offer }), key(t.keys.check, offers.check, { offer })]]
            : []),
          [key(t.keys.again, offers.testFace, { offer, face, generation }), backToCard(offer, here.language)],
        ].filter(row => row.length > 0),
      }
    },
    { costly: true },
  ),
]

/** How long the fullest message becomes with the longest real name, and who has none. */
async function nameLines(
  { db, self, at, zone, preferences, language, t }: Here,
  offer: number,
): Promise<(string | null)[]> {
  const { offerCards: words } = t
  const drafted = getDraft(db, offer)
  const { draft } = drafted
  const context = { at, zone: zone(), language: preferences.language() }
  let fullest = { length: 0, limit: 1 }
  const missing: string[] = []
  for (const { content, links, segmentId } of listVariants(db, offer)) {
    if (fieldsOf(content).length === 0) continue
    const readers = readersOf(db, draft, segmentId)
    const { addressee } = await findFace(db, { kind: 'longest' }, { content, readers, stranger: self }, context)
    const letter = renderMessage(
      prepareMessage(content, links, hasEnd(drafted)),
      {
        ...addressee,
        code: sampleCode(db, offer),
        ...untilFor(endFrom(drafted, at), zone(), language),
      },
      () => '',
      null,
    )
    const { length } = wordsOf(letter, content)
    const limit = lengthLimit(content)
    if (length / limit > fullest.length / fullest.limit) fullest = { length, limit }
    if (missing.length > 0) continue
    const lack = await unlessSlow(findMissing(db, content, readers, context), null)
    if (lack === null) continue
    const { field, named, people, fallback } = lack
    missing.push(isName(field) ? words.lacking[field](people, fallback) : words.lackingField(people, named, fallback))
  }
  return [fullest.length === 0 ? null : words.longestOf(fullest.length, fullest.limit), ...missing]
}
