/** What marketers type in English, over `WORLD` of strange.ts, and as what it is written back. */
export const ENGLISH: [typed: string, said: string][] = [
  ['clicked or ordered in the last 7 days', 'clicked in 7 days or ordered in 7 days'],
  ['clicked ever or ordered in 7 days', 'clicked ever or ordered in 7 days'],
  ['opened and clicked this month', 'seen this month and clicked this month'],
  ['no orders and no clicks in 30 days', 'no orders in 30 days and no clicks in 30 days'],
  ['this month ordered or clicked', 'ordered this month or clicked this month'],
  ["clicked but didn't order this month", 'clicked and no orders this month'],
  ['never clicked and no orders in 30 days', 'no clicks ever and no orders in 30 days'],
  ['all except those who ordered or clicked', 'None of:\n• ordered\n• clicked'],
  ['women only', 'Sex: Female'],
  ['only ordered once', 'ordered exactly 1'],
  ['bought nothing but clicked Summer hats', 'no orders and clicked "Summer hats"'],
  ['bought Scarf for more than €40', 'ordered "Scarf" over 40 EUR'],
  ['no orders since the 1st of September', 'no orders from 2026-09-01'],
  ['ordered from the 3rd to the 17th of October', 'ordered from 2026-10-03 to 2026-10-17'],
  ['joined on September 5th', 'subscribed from 2026-09-05 to 2026-09-05'],
  ['second order over 50', 'order number 2 for over 50 EUR'],
  ['a dozen orders', 'ordered exactly 12'],
  ['more orders than 10', 'ordered 11+'],
  ['fewer clicks than 3', 'clicked at most 2'],
  ['ordered last November', 'ordered from 2025-11-01 to 2025-11-30'],
  ['ordered last March', 'ordered from 2026-03-01 to 2026-03-31'],
  ['birthday last November', 'birthday from 1 November to 30 November'],
  ['bought Wool but only once', 'ordered exactly 1 category "Wool"'],
  ['ordered Hat but at most twice', 'ordered "Hat" and ordered at most 2 of "Hat"'],
  ['unsubscribed after Summer hats', 'delivery of "Summer hats": led to a stop'],
  ['blocked us because of Summer hats', 'delivery of "Summer hats": led to a block'],
  ['replied after the Summer hats offer', 'delivery of "Summer hats": led to a reply'],
  ['frequency score 3 or higher', 'rfm F 3–5'],
  ['left no basket', 'no event "left basket"'],
  ['hat or scarf buyers', 'ordered "Hat" or ordered "Scarf"'],
  ['scarf 3 times', 'ordered exactly 3 of "Scarf"'],
  ['answered what do you like', 'answered survey question "What do you like?"'],
  ['anniversary this month or next month', 'Anniversary this month or Anniversary next month'],
  ['birthday this week or next week', 'birthday this week or birthday next week'],
]

/** What is asked, with its readings. */
export const ENGLISH_ASKED: [typed: string, said: string[]][] = [
  [
    "haven't ordered or clicked in 2 weeks",
    ['no orders in 2 weeks and no clicks in 2 weeks', 'no orders or clicked in 2 weeks'],
  ],
  [
    'everyone except VIP from Riga',
    ['Not all of:\n• in segment VIP\n• city: Riga', 'not in segment VIP and city: Riga'],
  ],
  [
    'everyone except VIP and those who ordered this month',
    [
      'None of:\n• in segment VIP\n• ordered this month',
      'Not all of:\n• in segment VIP\n• ordered this month',
      'not in segment VIP and ordered this month',
    ],
  ],
  ['ordered twice a month ago', ['ordered exactly 2 over 1 month ago', 'ordered exactly 2 in 1 month']],
]

/** What says more than any condition asks. */
export const ENGLISH_REFUSED: string[] = [
  'not only from Riga',
  'only bought Hat',
  'bought Hat only',
  'ordered twice a week',
  'at least 2 orders a month',
  'bought nothing but Wool',
]
