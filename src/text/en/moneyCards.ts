/** What came after a broadcast and because of it, in money. */
export const moneyCards = {
  /** By what an order is known to have come after a message. */
  by: {
    code: 'by code',
    shared: 'its code used by somebody else',
    click_id: 'after a click',
    click: 'after a click',
    seen: 'after it was seen',
  },
}
