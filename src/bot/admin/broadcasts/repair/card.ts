import { SECOND } from '../../../../clock.js'
import type { Broadcast } from '../../../../delivery/broadcast.js'
import type { Outage } from '../../../../delivery/engine.js'
import type { Repair, RepairCounts } from '../../../../delivery/repair.js'
import { duration, type Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { type Card, type Key, key } from '../../../card.js'
import { bar } from '../../words/bar.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { type Group, groupRows, wholeGroup } from '../people.js'
import { clockTime } from '../progress-view.js'
import { resumeKeys } from './menu.js'

/** All that the card of a repair shows. */
export type RepairView = {
  repair: Repair
  broadcast: Broadcast
  counts: RepairCounts
  /** People about whom Telegram never said whether they have it. */
  unanswered: number
  /** A newer repair of the same broadcast has taken it over. */
  wentOver: boolean
  /** Those who surely saw what was wrong, and how many they are; null while it goes on. */
  witnesses: { group: Group; people: number } | null
  /** Messages a second. */
  pace: number
  rest: { until: number; for: number } | null
  outage: Outage
  /** ms UTC. */
  at: number
}

/** Who surely saw what a repair puts right. @param day the day it began on, in days since 1970 */
export function witnessesOf({ kind }: Pick<Repair, 'kind'>, day: number): Group {
  return kind === 'edit' ? { kind: 'seen', link: null, until: day } : wholeGroup('seen')
}

/** The card of a repair: how far it is, or what came of it. */
export function repairCard(view: RepairView, language: Language): Card {
  const { repair, broadcast } = view
  const headline = texts(language).repairCards.headline(shownName(broadcast.offerName))
  const body = repair.state === 'running' ? runningLines(view, language) : endLines(view, language)
  return { text: lines([headline, ...body]), keyboard: keyboardOf(view, language) }
}

function runningLines({ repair, counts, pace, rest, outage, at, broadcast }: RepairView, language: Language): Piece[] {
  const { repairCards: words, delivery } = texts(language)
  const done = counts.done + failedOf(counts)
  const all = done + counts.waiting
  const line = repair.kind === 'edit' ? words.editing : words.takingBack
  const percent = all === 0 ? 0 : Math.floor((done * 100) / all)
  const left = duration((counts.waiting * SECOND) / pace, language)
  const now =
    outage === 'open'
      ? delivery.outage
      : rest !== null && rest.until > at
        ? delivery.rest(duration(rest.for, language), clockTime(rest.until, broadcast.zone))
        : delivery.left(left)
  return [line(bar(done, all), percent, done, all), now]
}

function endLines({ repair, counts, unanswered, wentOver }: RepairView, language: Language): (Piece | null)[] {
  const words = texts(language).repairCards
  const failed = failedOf(counts)
  const remain = unanswered === 0 || repair.kind === 'edit' ? null : words.unansweredRemain(unanswered)
  const untouched = unanswered === 0 || repair.kind === 'take_back' ? null : words.cannotBeEdited(unanswered)
  if (repair.state === 'stopped') {
    const stopped = repair.kind === 'edit' ? words.editStopped : words.takeBackStopped
    return [stopped(counts.done, counts.waiting + failed), wentOver ? words.wentOver : null, remain, untouched]
  }
  const reasons = counts.failed
    .toSorted((a, b) => b.n - a.n)
    .map(({ reason, n }) => words.reason(words.reasons[reason], n))
    .join(', ')
  const ended = repair.kind === 'edit' ? words.edited : words.takenBack
  return [ended(counts.done, failed, reasons), remain, untouched]
}

function keyboardOf({ repair, broadcast, witnesses, wentOver }: RepairView, language: Language): Key[][] {
  const { buttons } = texts(language).repairCards
  const { id } = broadcast
  const open = key(buttons.broadcast, broadcasts.open, { id })
  const resume = resumeKeys(broadcast, language)
  if (repair.state === 'running') return [[key(buttons.stopHere, broadcasts.stopRepair, { repair: repair.id }), open]]
  const label = repair.kind === 'edit' ? buttons.writeTo : buttons.saySorry
  const write =
    witnesses === null || witnesses.people === 0 || wentOver
      ? []
      : groupRows({ id, group: witnesses.group }, label(witnesses.people), language)
  const right =
    repair.kind === 'take_back'
      ? [key(buttons.rightPeople, broadcasts.rightPeople, { id, generation: broadcast.generation })]
      : []
  return [right, ...write, [...resume, open]].filter(row => row.length > 0)
}

function failedOf({ failed }: RepairCounts): number {
  return failed.reduce((sum, { n }) => sum + n, 0)
}
