import { press } from '../../press.js'

/** The buttons of people. `id` is ours, not Telegram's. */
export const presses = {
  ask: press('pp.ask'),
  found: press('pp.found', 'search', 'page'),
  open: press('pp.open', 'id'),
  fields: press('pp.fields', 'id'),
  messages: press('pp.messages', 'id', 'page'),
  orders: press('pp.orders', 'id', 'page'),
  segments: press('pp.segments', 'id', 'page'),

  pause: press('pp.pause', 'id'),
  askStop: press('pp.askstop', 'id'),
  stop: press('pp.stop', 'id'),
  tester: press('pp.tester', 'id'),
}

/** Those that only look. */
export const looking = [
  presses.ask,
  presses.found,
  presses.open,
  presses.fields,
  presses.messages,
  presses.orders,
  presses.segments,
]
