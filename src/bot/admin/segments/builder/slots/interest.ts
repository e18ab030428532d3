import { interests } from '../../../../../audience/interest.js'
import { SIZE, type Slot, said } from './slot.js'

/** What people may choose to hear about. They are few: one page holds most of them. */
export const interestSlot: Slot = {
  show({ here: { db, t } }, page) {
    const all = interests(db)
    return {
      asked: all.length === 0 ? t.segmentCards.noInterests : t.segmentCards.askInterest,
      options: all.slice(page * SIZE, (page + 1) * SIZE).map(({ id, name }) => ({ label: name, value: id })),
      total: all.length,
    }
  },
  choose: (at, value) => (interests(at.here.db).some(({ id }) => id === value) ? said(at, 'interest', value) : null),
}
