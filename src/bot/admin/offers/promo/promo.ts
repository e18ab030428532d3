import { getDraft } from '../../../../offers/draft.js'
import { type Code, parseCode } from '../../../../offers/promo/code.js'
import { clearList } from '../../../../offers/promo/code-list.js'
import {
  dropPromo,
  findSameCode,
  listOf,
  type Promo,
  promoOf,
  setPromoButton,
  setPromoCode,
  setPromoList,
  setPromoOnly,
  setPromoRest,
} from '../../../../offers/promo.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { again, type Doing, deed, type Entry, go, takes, type Words, words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { type Taken, takeCodes, takenWords, writtenCodes } from '../../drafts/codes.js'
import { shownWhere, whereWords } from '../../words/codes.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { leadOn } from '../check/check.js'
import { draftPlaces, draftScreen } from '../place.js'

/** What was sent: one code for everybody, or what became of a list. */
type Sent = { kind: 'one'; code: Code } | { kind: 'list'; taken: Taken }

const promoSent: Words<'offer'> = takes<'offer', Sent>({
  async look(here, { values: { offer }, said }) {
    getDraft(here.db, offer)
    const written = await writtenCodes(here, said)
    if (written === null) return again(here.t.codeCards.ask)
    const list = promoOf(here.db, offer)?.kind === 'each' || said.message.document !== undefined
    const [only] = written
    // A list that has codes already gets one more; without one a single code is everybody's.
    if (!list && written.length === 1 && only !== undefined) return { kind: 'one', code: parseCode(only) }
    return { kind: 'list', taken: await takeCodes(here, listOf(here.db, offer), written) }
  },
  do(doing, { values: { offer } }, sent) {
    const first = promoOf(doing.db, offer) === null
    if (sent.kind === 'one') setPromoCode(doing.db, offer, sent.code)
    else setPromoList(doing.db, offer)
    if (first) showSomewhere(doing, offer)
    changeRows(doing.db, offer, () => ({}))
    return go(offers.promo, { offer }, sent.kind === 'one' ? null : takenWords(doing, sent.taken))
  },
})

/** A code that no message names is shown by the button, unless somebody decides otherwise. */
function showSomewhere({ db }: Doing, offer: number): void {
  const promo = promoOf(db, offer)
  if (promo !== null && shownWhere(db, { id: offer }, promo) === 'nowhere') setPromoButton(db, offer, true)
}

/** The promo code of a draft: one for everybody, or a list. */
export const promoPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.promo,
    (here, { offer }, note) => {
      const { db } = here
      const { codeCards: t, admin } = here.t
      const promo = promoOf(db, offer)
      return {
        text: lines([
          t.title(shownName(getDraft(db, offer).name)),
          ...(promo === null ? [] : promoLines(here, offer, promo)),
          note,
          promo === null ? t.ask : promo.kind === 'one' ? t.askOther : t.askMore,
        ]),
        keyboard: [
          ...(promo === null ? [] : promoKeys(here, offer, promo)),
          [key(admin.back, offers.more, { offer }), key(admin.card, offers.open, { offer })],
        ],
      }
    },
    { note: 'own', words: promoSent },
  ),

  deed(offers.promoButton, ({ db }, { offer, on }) => {
    if (promoOf(db, offer) !== null) setPromoButton(db, offer, on === 1)
    changeRows(db, offer, () => ({}))
    return go(offers.promo, { offer })
  }),

  deed(offers.promoOnly, ({ db }, { offer, on }) => {
    setPromoOnly(db, offer, on === 1)
    return go(offers.check, { offer })
  }),

  draftScreen(
    offers.promoRest,
    ({ db, t }, { offer }) => ({
      text: t.codeCards.restAsked(shownName(getDraft(db, offer).name)),
      keyboard: [[key(t.admin.back, offers.promo, { offer })]],
    }),
    {
      words: words<'offer'>(
        (here, { offer }, { text }) => {
          setPromoRest(here.db, offer, parseCode(text))
          changeRows(here.db, offer, () => ({}))
          return leadOn(here, offer)
        },
        ({ t }) => t.asked.promoCode,
      ),
    },
  ),

  deed(offers.noPromoRest, ({ db }, { offer }) => {
    setPromoRest(db, offer, null)
    changeRows(db, offer, () => ({}))
    return go(offers.promo, { offer })
  }),

  draftScreen(offers.promoDrop, ({ db, t }, { offer }) => {
    const promo = promoOf(db, offer)
    if (promo === null) return go(offers.promo, { offer })
    const { codeCards: words, admin } = t
    return {
      text: words.dropAsked(shownName(getDraft(db, offer).name), promo.kind === 'each' ? promo.left : 0),
      keyboard: [
        [key(admin.back, offers.promo, { offer }), key(words.keys.reallyDrop, offers.promoDropYes, { offer })],
      ],
    }
  }),

  deed(offers.promoDropYes, {
    look: () => null,
    do({ db }, { offer }) {
      dropPromo(db, offer)
      changeRows(db, offer, () => ({}))
      return go(offers.promo, { offer })
    },
    // What was approved with this list may be left as it was.
    async after({ db }, { offer }) {
      if (listOf(db, offer) !== offer || promoOf(db, offer)?.kind === 'each') return
      while (await db.group(() => clearList(db, offer)));
    },
  }),
])

function promoLines({ db, language, t }: Here, offer: number, promo: Promo): (Piece | null)[] {
  const { codeCards: words } = t
  const where = whereWords(shownWhere(db, { id: offer }, promo), language)
  if (promo.kind === 'each')
    return [words.eachNow(promo.left, promo.given), promo.rest === null ? null : words.restNow(promo.rest), where]
  const other = findSameCode(db, offer, promo.code)
  return [words.oneNow(promo.code), other === null ? null : words.alsoIn(promo.code, shownName(other)), where]
}

function promoKeys({ t }: Here, offer: number, promo: Promo): Key[][] {
  const { keys } = t.codeCards
  const button = [key(keys.button(promo.button), offers.promoButton, { offer, on: promo.button ? 0 : 1 })]
  const drop = key(keys.drop, offers.promoDrop, { offer })
  if (promo.kind === 'one') return [button, [drop]]
  if (promo.rest === null) return [button, [key(keys.rest, offers.promoRest, { offer }), drop]]
  const rest = [key(keys.otherRest, offers.promoRest, { offer }), key(keys.noRest, offers.noPromoRest, { offer })]
  return [button, rest, [drop]]
}
