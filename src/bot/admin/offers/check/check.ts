import { repeatOf } from '../../../../delivery/campaign/repeat.js'
import { getDraft } from '../../../../offers/draft.js'
import { changeDraft, type Offer } from '../../../../offers/offer.js'
import { concat, lines, type Piece, type Rich, rich } from '../../../../text/rich.js'
import { type Card, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Entry, type Go, go } from '../../../screen.js'
import { broadcasts } from '../../broadcasts/addresses.js'
import { reminderOf } from '../../drafts/versions.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'
import { backToCard } from '../words.js'
import { careLines, careRow } from './careful.js'
import { changedLines } from './changed.js'
import { codeKeys, codeLine, isShort, reachedBy, shortageOf } from './codes.js'
import { type ControlRow, controlRow } from './control.js'
import { type Checked, controlOf, countAudience } from './count.js'
import { listDoubts } from './doubts.js'
import { type Lack, listLacks, listOverflows } from './lacks.js'
import { repeatCard } from './repeat.js'
import { triedLines } from './tried.js'
import { bareLines, linkWarning, orderLines, partWords, timeWords, warnings } from './words.js'

/** The check before sending: what is missing, or who will get the offer; the number that was seen is kept with the draft. */
export const checkPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.check,
    async (here, { offer: id }, note) => {
      const offer = getDraft(here.db, id)
      const lacks = [...listLacks(here, offer), ...(await listDoubts(here, offer))]
      if (lacks.length > 0) return lacksCard(here, offer, lacks)
      const checked = await countAudience(here, offer)
      const overflows = listOverflows(here, offer, checked)
      if (overflows.length > 0) return lacksCard(here, offer, overflows)
      const { people } = checked.check
      const { changing } = offer.draft
      const repeat = repeatOf(here.db, id)
      const card =
        repeat !== null
          ? await repeatCard(here, offer, repeat, checked, note)
          : changing === null
            ? await checkedCard(here, offer, checked, note)
            : await changedCard(here, offer, { broadcastId: changing, people, checked }, note)
      const shown = { people, careful: checked.care?.on ?? false }
      return { ...card, seen: () => void changeDraft(here.db, id, () => ({ shown })) }
    },
    { note: 'own', costly: true },
  ),
])

/** Where an answer leads: to the check when nothing is missing any more, else to the card. */
export function leadOn(here: Pick<Here, 'db' | 'at' | 'language' | 't'>, offer: number, note: Piece | null = null): Go {
  const complete = listLacks(here, getDraft(here.db, offer)).length === 0
  return go(complete ? offers.check : offers.open, { offer }, note)
}

function lacksCard({ language, t: { offerCards: t } }: Here, offer: Offer, lacks: readonly Lack[]): Card {
  const all = lacks.flatMap(({ way, or }) => (or === undefined ? [way] : [way, or]))
  const ways = new Map(all.map(way => [way.label, way]))
  return {
    text: lines([t.checkTitle(shownName(offer.name)), t.missing, ...lacks.map(({ words }) => rich`· ${words}`)]),
    keyboard: [...[...ways.values()].map(way => [way]), [backToCard(offer.id, language)]],
  }
}

async function checkedCard(here: Here, offer: Offer, checked: Checked, note: Rich | null): Promise<Card> {
  const { offerCards: t, controlCards } = here.t
  const keptWords = controlCards.check
  const { check, question } = checked
  const { id, draft, kind, generation } = offer
  const { perDay, perWeek } = question.rules
  const approve = key(draft.when.kind === 'now' ? t.keys.sendNow : t.keys.schedule, offers.approve, { offer: id })
  const test = key(t.keys.test, offers.test, { offer: id, generation })
  const bare = check.people === 0 ? [] : await bareLines(here, offer, checked)
  const codes = shortageOf(here, offer, checked)
  // Until somebody has said so, those without a code are among them.
  const reached = codes?.only === true ? reachedBy(codes, check.people) : check.people
  const control = await controlRow(here, offer, checked)
  return {
    text: lines([
      t.checkTitle(shownName(offer.name)),
      note,
      kind === 'service' ? t.serviceRow : null,
      draft.perHour === null ? null : here.t.paceCards.line(draft.perHour),
      t.inSegments(check.inSegments),
      ...check.skipped.map(({ people, reason }) =>
        t.leftOut(people, reason === 'cap' ? t.hadTheirs(t.capWords(perDay, perWeek)) : t.reasons[reason]),
      ),
      checked.kept === 0 ? null : keptWords.less(checked.kept),
      reached === check.people ? null : t.leftOut(check.people - reached, t.reasons.no_code),
      concat([(checked.kept === 0 ? t : keptWords).willGet(reached), partWords(here, offer, check)]),
      codeLine(here, codes),
      ...(check.people === 0 ? [t.nobody] : timeWords(here, offer, checked)),
      ...(await orderLines(here, checked)),
      ...careLines(here, offer, checked),
      ...triedLines(here, offer, checked),
      control?.line ?? null,
      ...(check.people === 0 ? [] : await warnings(here, offer, checked)),
      ...bare,
      linkWarning(here, offer),
    ]),
    keyboard: [
      check.people === 0 || isShort(codes) ? [test] : [approve, test],
      ...codeKeys(here, id, codes),
      ...careRow(here, id, checked.care),
      ...pairs([
        ...(control?.keys ?? []),
        ...(bare.length === 0 ? [] : [key(t.keys.message, offers.message, { offer: id })]),
        backToCard(id, here.language),
      ]),
    ],
  }
}

/** What would become other of a broadcast that waits for its change. */
async function changedCard(
  here: Here,
  offer: Offer,
  { broadcastId, people, checked }: { broadcastId: number; people: number; checked: Checked },
  note: Rich | null,
): Promise<Card> {
  const { offerCards: t } = here.t
  const { id, generation } = offer
  const { care } = checked
  // Whom a reminder reminds is known once the first message has gone.
  const nobody = people === 0 && reminderOf(here.db, offer.draft) === null
  const control: ControlRow | null = await controlRow(here, offer, checked)
  const kept = { careful: care?.on ?? false, control: controlOf(offer) }
  const changed = changedLines(here, offer, { broadcastId, people, trials: checked.trials, ...kept })
  const test = key(t.keys.test, offers.test, { offer: id, generation })
  const codes = shortageOf(here, offer, checked)
  return {
    text: lines([
      t.changedTitle(shownName(offer.name)),
      note,
      ...(changed.length === 0 ? [t.nothingChanged] : [...changed, t.restAsApproved]),
      codeLine(here, codes),
      ...(nobody ? [t.nobody] : []),
      ...triedLines(here, offer, checked),
      control?.line ?? null,
    ]),
    keyboard: [
      nobody || isShort(codes) ? [test] : [key(t.keys.schedule, offers.approve, { offer: id }), test],
      ...codeKeys(here, id, codes),
      ...careRow(here, id, care),
      ...(control === null ? [] : [control.keys]),
      [key(t.keys.asItWas, broadcasts.asItWas, { id: broadcastId }), backToCard(id, here.language)],
    ],
  }
}
