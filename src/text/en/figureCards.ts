import { b, type Rich, rich } from '../rich.js'

/** What one figure means: in one line, how it is counted, and whose method that is (null: it is only counted). */
type Figure = { line: string; how: string; source: { name: string; url: string } | null }

const NEWCOMBE = {
  name: 'R. G. Newcombe, Statistics in Medicine 17, 1998, method 10',
  url: 'https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I',
}

/** What each figure of a report means. */
export const figureCards = {
  door: '📖 Figures',
  title: b('📖 What the figures mean'),
  hint: 'Tap one.',
  one: (name: string): Rich => rich`📖 ${b(name)}`,
  from: (source: string): string => `Method: ${source}.`,
  more: 'All of them, with formulae: docs/figures.md beside the program.',
  read: '🔗 Where it comes from',
  report: '📊 Report',
  names: {
    delivered: 'Delivered',
    seen: 'Seen for certain',
    clicked: 'Clicked',
    replied: 'Replied',
    stopped: 'Stopped offers',
    blocked: 'Blocked the bot',
    came: 'Came after it',
    because: 'Because of it',
    sold: 'Did it sell more?',
    paid: 'Did it pay?',
    known: 'Orders are known',
    usual: 'Usual',
    shared: 'Not counted',
    control: 'Control group',
    answered: 'Answered (a poll)',
  },
  figures: {
    delivered: {
      line: 'Telegram took the message.',
      how: 'Of those who were to get it and were not left out. Whether their phone was on, nobody knows.',
      source: null,
    },
    seen: {
      line: 'They clicked, pressed, replied or reacted: at least so many saw it.',
      how: 'Telegram never tells a bot who read it, so there may be more. “Probably” are those who were active in the chat right after it.',
      source: null,
    },
    clicked: {
      line: 'People who opened one of its links, each once.',
      how: 'Openings by robots and previews, and doubtful ones, are left out.',
      source: null,
    },
    replied: {
      line: 'People who wrote back, each once.',
      how: 'By a reply to it, or as the next thing they did.',
      source: null,
    },
    stopped: {
      line: 'People who stopped offers by this message and did not take it back at once.',
      how: 'Counted for the message whose button they pressed, or that was the last before it.',
      source: null,
    },
    blocked: {
      line: 'People who blocked the bot within 72 hours of this message.',
      how: 'Per 1,000 delivered, and only where it was the last message before.',
      source: null,
    },
    came: {
      line: 'Orders of people who got it, soon after it. Some might have bought anyway.',
      how: 'Each order counts for one message, by the strongest sign: the code given to them, the click that the shop named, their last click (7 days, 14 for bringing back), or the last time it was surely seen (2 days). Refunds are taken off.',
      source: null,
    },
    because: {
      line: 'How many bought more than without it: everyone who was to get it beside its control group.',
      how: 'Share of buyers on both sides, of people whose orders were known beforehand, delivered or not. The truth lies between the two ends 95 times of 100. Below 25 buyers on a side no ends are shown.',
      source: NEWCOMBE,
    },
    sold: {
      line: 'Yes or no only where both ends lie on one side of zero.',
      how: 'One look, when its time for orders is over. Four answers: yes; no, fewer; it cannot be told; too few to say.',
      source: NEWCOMBE,
    },
    paid: {
      line: 'What the additional buyers brought, less the discounts given. Reckoned, not measured.',
      how: 'Additional buyers × the usual check of the 90 days before × what you keep of 100, less the discounts of all orders after it. Its range is that of the buyers.',
      source: null,
    },
    known: {
      line: 'Of those who got it: how many the bot knows the orders of.',
      how: 'They are linked to a customer by phone, Telegram id, personal link or a click. Of the others nobody knows what they bought.',
      source: null,
    },
    usual: {
      line: 'The middle one of the last ten broadcasts of this kind.',
      how: 'The median of their shares; with fewer than three before it nothing is called usual.',
      source: null,
    },
    shared: {
      line: 'Orders with its code by people to whom it was not given.',
      how: 'They are in no sum: who gave them the code is a guess.',
      source: null,
    },
    control: {
      line: 'People drawn by lot who did not get it, so that the effect can be known.',
      how: 'They are like the others in everything but the message. If the sizes of the two groups are not what a draw would give, nothing is compared.',
      source: null,
    },
    answered: {
      line: 'People whose answer to the poll stands now.',
      how: 'Of those who got it; an answer that was taken back is none. Below it how many chose each answer, which may be several. Of a quiz: right only with all right answers and no other.',
      source: null,
    },
  } satisfies Record<string, Figure> as Record<
    | 'delivered'
    | 'seen'
    | 'clicked'
    | 'replied'
    | 'stopped'
    | 'blocked'
    | 'came'
    | 'because'
    | 'sold'
    | 'paid'
    | 'known'
    | 'usual'
    | 'shared'
    | 'control'
    | 'answered',
    Figure
  >,
}
