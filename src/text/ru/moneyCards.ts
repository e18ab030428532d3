import type { moneyCards as en } from '../en/moneyCards.js'

/** What came after a broadcast and because of it, in money. */
export const moneyCards: typeof en = {
  by: {
    code: 'по коду',
    shared: 'код применил другой',
    click_id: 'после перехода',
    click: 'после перехода',
    seen: 'после просмотра',
  },
}
