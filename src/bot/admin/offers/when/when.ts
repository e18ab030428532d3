import { DateTime } from 'luxon'
import { MINUTE } from '../../../../clock.js'
import { createRepeat, leaveRepeat, repeatOf, setTerms } from '../../../../delivery/campaign/repeat.js'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { shorten, time, zoneName } from '../../../../text/format.js'
import type { Texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Go, go, say, words } from '../../../screen.js'
import { repeat } from '../../campaigns/repeat/addresses.js'
import { changeRows } from '../../drafts/change.js'
import { usualTerms } from '../../drafts/repeat.js'
import { zoneOf } from '../../drafts/zone.js'
import { isMoment, type Moment, parseMoment, wallClock } from '../../typed/moment.js'
import { readRhythm, rhythmFrom, saysAgain } from '../../typed/rhythm.js'
import { marked } from '../../words/mark.js'
import { rhythmWords } from '../../words/repeat.js'
import { offers } from '../addresses.js'
import { leadOn } from '../check/check.js'
import { draftPlaces, draftScreen } from '../place.js'
import { backToCard, untilWords, whenWords } from '../words.js'
import { clockRow, clocksDiffer, findClock } from './clock.js'

const SATURDAY = 6
const SHOWN = 60

/** When the offer goes: by a button, or typed. */
export const whenPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.when,
    (here, { offer }) => {
      const { at, language } = here
      const { offerCards: t, repeatCards } = here.t
      const zone = zoneOf(here, here.me)
      const draft = getDraft(here.db, offer)
      const { when, notLaterThan, urgent, changing } = draft.draft
      const again = repeatOf(here.db, offer)
      // What a repeat that runs would send from now on goes when it goes.
      if (again !== null && again.state !== 'draft') return go(repeat.open, { id: again.id })
      const limit = notLaterThan === null ? null : untilWords(draft, here.zone(), language, at)
      return {
        text: lines([
          t.whenAsked(time(at, zone), zoneName(zone, language)),
          again !== null
            ? repeatCards.chosen(rhythmWords(again.course.rhythm, again.zone, language))
            : when.kind === 'now' && limit === null
              ? null
              : t.whenNow(whenWords(when, here.zone(), language, at), limit),
          urgent ? t.urgentRow : null,
        ]),
        keyboard: [
          ...pairs([key(t.keys.nowKey, offers.whenNow, { offer }), ...presets(here, offer, zone)]),
          ...(changing === null
            ? [[key(marked(repeatCards.keys.again, again !== null), offers.again, { offer })]]
            : []),
          [
            ...(again === null ? [key(t.keys.until, offers.until, { offer })] : []),
            key(`${urgent ? '✅' : '☐'} ${t.keys.urgent}`, offers.urgent, { offer, generation: urgent ? 1 : 0 }),
          ],
          ...clockRow(here, offer, when),
          [key(t.keys.zone, offers.zone, { offer }), backToCard(offer, language)],
        ],
      }
    },
    {
      words: words<'offer'>(
        (here, { offer }, { text }) =>
          again(here, offer, text) ?? setWhen(here, offer, parseMoment(text, zoneOf(here, here.me), here.at)),
        here => here.t.asked.date,
      ),
    },
  ),

  deed(offers.whenNow, (here, { offer }) => {
    leaveRepeat(here.db, offer)
    changeRows(here.db, offer, () => ({ when: { kind: 'now' } }))
    return leadOn(here, offer)
  }),

  deed(offers.whenAt, (here, { offer, minute }) => {
    const at = minute * MINUTE
    if (at <= here.at) throw new AppError('date_past')
    return setWhen(here, offer, { at, clock: 'plain' })
  }),

  deed(offers.again, (doing, { offer: id }) => {
    const { db, me, at, t } = doing
    const known = repeatOf(db, id)
    if (known !== null) return go(repeat.open, { id: known.id })
    const offer = getDraft(db, id)
    if (offer.draft.changing !== null || offer.kind === 'survey') return say(t.admin.oldButton)
    changeRows(db, id, () => ({ when: { kind: 'now' }, notLaterThan: null }))
    const terms = { ...usualTerms(at, zoneOf(doing, me)), createdBy: me }
    return go(repeat.open, { id: createRepeat(db, offer, terms, at) })
  }),

  deed(offers.urgent, ({ db }, { offer, generation }) => {
    changeRows(db, offer, ({ urgent }) => ({ urgent: isPassed(generation, urgent ? 1 : 0) ? urgent : !urgent }))
    return go(offers.when, { offer })
  }),
])

/**
 * What was typed says how often it goes ("every Friday at 11"), and is no moment. Null: it is a moment, or neither, or the offer can go but
 * once. To be called in a group.
 * @throws AppError `date_or_rhythm` {text} where one time may be meant as well
 */
function again({ db, me, at, ...here }: Here, id: number, text: string): Go | null {
  const zone = zoneOf({ db, ...here }, me)
  const typed = isMoment(text, zone, at) ? null : readRhythm(text)
  const offer = getDraft(db, id)
  if (typed === null || offer.draft.changing !== null || offer.kind === 'survey') return null
  if (!saysAgain(text)) throw new AppError('date_or_rhythm', { text: shorten(text.trim(), SHOWN) })
  const known = repeatOf(db, id)
  const { course, ...terms } = known ?? usualTerms(at, zone)
  const changed = { ...course, rhythm: rhythmFrom(typed, course.rhythm) }
  changeRows(db, id, () => ({ when: { kind: 'now' }, notLaterThan: null }))
  if (known !== null) return go(repeat.open, { id: setTerms(db, known.id, { course: changed }, at).id })
  return go(repeat.open, { id: createRepeat(db, offer, { ...terms, course: changed, createdBy: me }, at) })
}

/** Keeps a moment, and leads on. Where clocks differ, it is asked once by which of them. To be called in a group. */
function setWhen(here: Here, offer: number, moment: Moment): Go {
  const { db, me, at, language, t } = here
  const wall = { at: moment.at, zone: zoneOf(here, me) }
  const clock = findClock(db, me)
  const differ = clocksDiffer(here, wall)
  const when: Draft['when'] = { kind: 'at', ...wall, own: differ && clock === 'own' }
  leaveRepeat(db, offer)
  changeRows(db, offer, () => ({ when }))
  const odd = momentNotes(moment, t)
  const note = lines([t.offerCards.whenTaken(whenWords(when, here.zone(), language, at)), ...odd])
  if (differ && clock === null) return go(offers.whoseClock, { offer }, note)
  // Everyone's own clock is told by the card and by the check.
  if (when.own) return leadOn(here, offer, odd.length === 0 ? null : lines(odd))
  return leadOn(here, offer, note)
}

/** What is odd about a moment that was typed. */
export function momentNotes({ clock, usual }: Moment, { offerCards: t }: Texts): string[] {
  const odd = { plain: [], skipped: [t.skipped], twice: [t.twice] }[clock]
  return usual === true ? [...odd, t.usualHour] : odd
}

/** Usual times that are still to come, as moments: a card of yesterday must not mean another day today. */
function presets({ at: now, t: { offerCards: t } }: Here, offer: number, zone: string): Key[] {
  const today = DateTime.fromMillis(now, { zone })
  const saturday = today.plus({ days: (SATURDAY + 7 - today.weekday) % 7 })
  const usual: [string, Moment][] = [
    [t.today('20:00'), wallClock(today, { hour: 20, minute: 0 }, zone)],
    [t.tomorrow('10:00'), wallClock(today.plus({ days: 1 }), { hour: 10, minute: 0 }, zone)],
    [t.saturday('12:00'), wallClock(saturday, { hour: 12, minute: 0 }, zone)],
  ]
  return usual
    .filter(([, { at }]) => at > now)
    .map(([label, { at }]) => key(label, offers.whenAt, { offer, minute: Math.floor(at / MINUTE) }))
}
