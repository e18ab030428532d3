/** Ready-made series: their names, and words that are good as they are and may be changed. */
export const readyCampaigns = {
  names: {
    welcome: 'Welcome',
    second_order: 'Second order',
    left_cart: 'Left the cart',
    come_back: 'Come back',
    birthday: 'Birthday',
    review: 'Ask for review',
    runs_out: 'Runs out soon',
  },
  marks: {
    welcome: '👋',
    second_order: '🔁',
    left_cart: '🛒',
    come_back: '💤',
    birthday: '🎂',
    review: '⭐',
    runs_out: '📦',
  },
  /** @param group the RFM group whose people it is for */
  nameFor: (name: string, group: string): string => `${name}: ${group}`,
  /** The segment that brings people into "Come back". */
  asleep: 'Went quiet',
  /** In the order in which they come. */
  messages: {
    welcome: [
      {
        name: 'How to choose',
        text: '{first_name|Hello}! Not sure what to choose? Write to us right here: what are you looking for, and for whom? A person reads it and answers.',
      },
      {
        name: 'First order',
        text: 'Before a first order there are always questions. Will it fit? When does it come? Can I send it back? Ask us here, and we will help before you order.',
      },
    ],
    second_order: [
      {
        name: 'What goes with it',
        text: '{first_name|Hello}! Thank you for your first order. Shall we suggest what goes with it? Answer with a word, and we will choose something for you.',
      },
      {
        name: 'A month later',
        text: 'It has been a while since your first order. Do you need anything else? Write here what you are looking for, and we will find it.',
      },
    ],
    left_cart: [
      {
        name: 'The cart is waiting',
        text: '{first_name|Hello}! You left something in your cart, and it is still there. If anything holds you back, ask us right here.',
      },
      {
        name: 'The last reminder',
        text: 'Your cart is still waiting. This is the last time we remind you of it. If you changed your mind, that is fine.',
      },
    ],
    come_back: [
      {
        name: 'Long time no see',
        text: '{first_name|Hello}! We have not seen you for a while, and there is a lot that is new. If something went wrong the last time, tell us here, and we will put it right.',
      },
      {
        name: 'One question',
        text: 'May we ask one thing? What keeps you from ordering: nothing needed, too expensive, something else? One word is enough.',
      },
    ],
    birthday: [
      {
        name: 'Happy birthday',
        text: '{first_name|Hello}! Happy birthday! 🎉 May it be a good year, with many reasons to be glad.',
      },
    ],
    review: [
      {
        name: 'How do you like it?',
        text: '{first_name|Hello}! How do you like what you bought? Answer right here, in a word or at length: we read everything.',
      },
    ],
    runs_out: [
      {
        name: 'Running out?',
        text: '{first_name|Hello}! Is what you bought running out? Write “again”, and we will help you order the same in a minute.',
      },
    ],
  },
}
