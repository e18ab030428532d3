import { nextQuarter, planQuarter, QUARTER_DAYS, quarterHoldout } from '../../../audience/holdout.js'
import { CONTROL_SHARES, controlOutlook, FEWEST_FOR_QUARTER, type Outlook } from '../../../reports/outlook.js'
import { b, lines, type Piece } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, saying, screen } from '../../screen.js'
import { bringOrdersRow } from '../keys/orders.js'
import { orders } from '../orders/addresses.js'
import { unlessSlow } from '../patience.js'
import { toGroup } from '../settings/addresses.js'
import { of100, shareWords } from '../words/control.js'
import { control } from './addresses.js'
import { daysOf } from './words.js'

/** What is proposed: one person of ten. */
const PROPOSED = 1_000

/** What a group would show, before anybody is kept out; and the word that begins it. */
export const sizePlaces: Entry[] = [
  screen(
    control.sizes,
    async here => {
      if (quarterHoldout(here.db, here.at) !== null) return go(control.home, {})
      const { admin, controlCards: t } = here.t
      const outlook = await findOutlook(here)
      if (outlook === null) return { text: lines([t.title, t.slow]), keyboard: [[toGroup(admin.back, 'often')]] }
      return outlook.options.some(({ offered }) => offered) ? offerCard(here, outlook) : tooFewCard(here, outlook)
    },
    { costly: true },
  ),

  screen(
    control.confirm,
    async (here, { share }) => {
      if (!isShare(share) || quarterHoldout(here.db, here.at) !== null) return go(control.home, {})
      const { admin, controlCards: t } = here.t
      const outlook = await findOutlook(here)
      const option = outlook?.options.find(one => one.share === share)
      if (option?.offered !== true) return go(control.sizes, {})
      const { from, last } = daysOf(here, nextQuarter(here.at, here.zone()))
      return {
        text: t.confirm(from, last, option.held),
        keyboard: [[key(t.start(from), control.start, { share }), key(admin.back, control.sizes, {})]],
      }
    },
    { costly: true },
  ),

  deed(control.start, {
    async look(doing, { share }) {
      const offered = isShare(share) && (await findOutlook(doing))?.options.find(one => one.share === share)?.offered
      return offered === true ? share : go(control.sizes, {})
    },
    do({ db, me, at, zone, t }, _, share) {
      const planned = planQuarter(db, { share, zone: zone(), createdBy: me }, at)
      return planned === null ? saying(go(control.home, {}), t.controlCards.exists) : go(control.home, {})
    },
  }),
]

function isShare(share: number): boolean {
  return CONTROL_SHARES.some(one => one === share)
}

/** Of everybody who can be reached; null where it takes too long to count. */
function findOutlook({ db, at, zone }: Here): Promise<Outlook | null> {
  const asked = { audience: { leaf: 'everyone' }, days: QUARTER_DAYS, for: 'quarter' } as const
  return unlessSlow(controlOutlook(db, asked, { at, zone: zone() }), null)
}

function offerCard(here: Here, { linked, options }: Outlook): Shown {
  const { language } = here
  const { controlCards: t } = here.t
  const offered = options.filter(option => option.offered)
  const line = (option: Outlook['options'][number]): Piece => {
    const effect = option.effect === null ? null : of100(option.effect, language)
    const words = t.size(shareWords(option.share, language), option.held, effect)
    return option.share === PROPOSED ? b(words) : words
  }
  const choice = (share: number): Key =>
    key(`${share === PROPOSED ? '✅ ' : ''}${shareWords(share, language)}`, control.confirm, { share })
  return {
    text: lines([t.title, t.why, '', t.known(linked), ...offered.map(line), '', t.cost]),
    keyboard: pairs([...offered.map(({ share }) => choice(share)), toGroup(t.noThanks, 'often')]),
  }
}

function tooFewCard(here: Here, { linked, base }: Outlook): Shown {
  const { admin, controlCards: t, orderCards } = here.t
  const few = linked < FEWEST_FOR_QUARTER
  const why = few ? t.tooFew(linked, FEWEST_FOR_QUARTER) : t.noneBuys
  const ask = key(orderCards.keys.ask, orders.ask, {})
  return {
    text: lines([t.title, t.why, '', base === null || few ? why : t.noneBuys]),
    keyboard: [...bringOrdersRow(here), [...(few ? [ask] : []), toGroup(admin.back, 'often')]],
  }
}
