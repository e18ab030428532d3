import { listRunningOut, type RunningOut, recordRunningOut } from '../../../../offers/promo.js'
import { lines } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import type { NoticeKind } from '../../../notice.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'

/** One of ten codes is left at most: told to who approved it, once for a list as long as it is. */
export const codesRunningOut: NoticeKind = ({ db }) =>
  listRunningOut(db).map(low => ({
    name: `codes:${low.offerId}:${low.total}`,
    to: low.createdBy,
    say: there => lowCard(low, there),
    told: at => recordRunningOut(db, low.offerId, at),
  }))

function lowCard({ name, left, total, button, rest, broadcastId: id }: RunningOut, { t }: Here): Card {
  const { codeCards: words } = t
  const then = button ? words.lowButton : words.lowBecause
  return {
    text: lines([words.low(shownName(name), left, total), rest === null ? then : words.restNow(rest)]),
    keyboard: [
      [
        key(words.keys.add, broadcasts.codes, { id }),
        ...(rest === null ? [key(words.keys.rest, broadcasts.codesRest, { id })] : []),
      ],
    ],
  }
}
