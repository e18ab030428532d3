import { HOUR } from '../../../../clock.js'
import type { Repeat } from '../../../../delivery/campaign/campaign.js'
import { meetsNextRun } from '../../../../delivery/campaign/repeat/next-run.js'
import type { Offer } from '../../../../offers/offer.js'
import { concat, lines, type Rich } from '../../../../text/rich.js'
import { type Card, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { repeat as repeats } from '../../campaigns/repeat/addresses.js'
import { endRow } from '../../words/ending.js'
import { shownName } from '../../words/name.js'
import { goesWords, nextWords } from '../../words/repeat.js'
import { offers } from '../addresses.js'
import { backToCard } from '../words.js'
import { careLines, careRow } from './careful.js'
import { codeKeys, codeLine, isShort, shortageOf } from './codes.js'
import { controlRow } from './control.js'
import type { Checked } from './count.js'
import { bareLines, linkWarning, orderLines, partWords, warnings } from './words.js'

/** The check of an offer that goes again and again, or of what it is to say from its next run on. */
export async function repeatCard(
  here: Here,
  offer: Offer,
  repeat: Repeat,
  checked: Checked,
  note: Rich | null,
): Promise<Card> {
  const { offerCards: t, repeatCards, paceCards } = here.t
  const { check, question } = checked
  const { id, draft, kind, generation } = offer
  const { perDay, perWeek } = question.rules
  const begun = repeat.state !== 'draft'
  const somebody = check.people > 0
  const bare = somebody ? await bareLines(here, offer, checked) : []
  const codes = shortageOf(here, offer, checked)
  const control = await controlRow(here, offer, checked)
  const next = nextWords(here, repeat)
  const name = shownName(offer.name)
  const approve = key(begun ? repeatCards.keys.apply : repeatCards.keys.start, offers.approve, { offer: id })
  const test = key(t.keys.test, offers.test, { offer: id, generation })
  return {
    text: lines([
      begun ? repeatCards.changeTitle(shownName(repeat.name)) : repeatCards.checkTitle(name),
      note,
      goesWords(repeat, here.language),
      kind === 'service' ? t.serviceRow : null,
      draft.perHour === null ? null : paceCards.line(draft.perHour),
      endRow(here, offer),
      draft.nudge === null ? null : t.nudgeRow(draft.nudge.hours),
      draft.nudge !== null && meetsNextRun(here.db, repeat, draft.nudge.hours * HOUR, here.at)
        ? t.nudgeMeetsRun(draft.nudge.hours)
        : null,
      t.inSegments(check.inSegments),
      ...check.skipped.map(({ people, reason }) =>
        t.leftOut(people, reason === 'cap' ? t.hadTheirs(t.capWords(perDay, perWeek)) : t.reasons[reason]),
      ),
      somebody ? concat([repeatCards.wouldGet(check.people), partWords(here, offer, check)]) : repeatCards.nobodyNow,
      next === '' ? null : repeatCards.next(next),
      repeatCards.policy,
      codeLine(here, codes),
      ...(await orderLines(here, checked)),
      ...careLines(here, offer, checked),
      control?.line ?? null,
      ...(somebody ? await warnings(here, offer, checked) : []),
      ...bare,
      linkWarning(here, offer),
    ]),
    keyboard: [
      isShort(codes) ? [test] : [approve, test],
      ...codeKeys(here, id, codes),
      ...careRow(here, id, checked.care),
      ...pairs([
        ...(control?.keys ?? []),
        ...(bare.length === 0 ? [] : [key(t.keys.message, offers.message, { offer: id })]),
        key(repeatCards.keys.again, repeats.open, { id: repeat.id }),
        backToCard(id, here.language),
      ]),
    ],
  }
}
