import { type ChangeQuestion, listChangesToAsk, recordChangeAsked } from '../../../../delivery/schedule/change.js'
import { listToRemind, type Reminder, recordReminded } from '../../../../delivery/schedule/reminder.js'
import { dateTime, duration, time, zoneName } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import type { NoticeKind } from '../../../notice.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { changingKeys } from '../keys.js'
import { clockLine } from '../own-clock.js'

/** A quarter of an hour before something begins, while it can still be stopped. */
export const reminders: NoticeKind = ({ db }, at) =>
  listToRemind(db, at).map(reminder => ({
    name: `reminder:${reminder.id}`,
    to: reminder.createdBy,
    say: there => reminderCard(reminder, there),
    told: now => recordReminded(db, reminder.id, now),
    passes: true,
  }))

/** What was opened to be changed and forgotten: half an hour after the last tap, and at its hour. */
export const openChanges: NoticeKind = ({ db }, at) =>
  listChangesToAsk(db, at).map(question => ({
    name: `change:${question.broadcastId}:${question.why}`,
    to: question.adminId,
    say: there => changeCard(question, there),
    told: now => recordChangeAsked(db, question, now),
    passes: true,
  }))

/** When it goes and to how many, with the ways to change or cancel it. */
function reminderCard({ id, offerName, startsAt, zone, ownClock, shownAudience }: Reminder, there: Here): Card {
  const { reminder, buttons } = there.t.delivery
  const { language, at } = there
  const when = `${time(startsAt, zone)} ${zoneName(zone, language)}`
  return {
    text: lines([
      reminder(shownName(offerName), when, duration(startsAt - at, language), shownAudience),
      clockLine({ ownClock }, language, at),
    ]),
    keyboard: [[key(buttons.change, broadcasts.change, { id }), key(buttons.cancel, broadcasts.cancel, { id })]],
  }
}

/** How a change that is open goes on: nobody touched it for a while, or the hour of its broadcast has come. */
function changeCard(question: ChangeQuestion, { language, at, t }: Here): Card {
  const { broadcastId: id, why, offerName, startsAt, touchedAt, zone } = question
  const moment = (when: number) => `${dateTime(when, zone, language, at)} ${zoneName(zone, language)}`
  const name = shownName(offerName)
  const { dueWhileChanging, stillChanging } = t.delivery
  return {
    text: why === 'due' ? dueWhileChanging(name, moment(startsAt)) : stillChanging(name, moment(touchedAt)),
    keyboard: changingKeys({ id }, language),
  }
}
