import { press, pressOnce } from '../../press.js'

/** The buttons of people. `id` is ours, not Telegram's. */
export const presses = {
  ask: press('pp.ask'),
  found: press('pp.found', 'search', 'page'),
  open: press('pp.open', 'id'),
  below: press('pp.below', 'id'),
  fields: press('pp.fields', 'id', 'page'),
  field: press('pp.field', 'id', 'field'),
  correct: press('pp.correct', 'id', 'field'),
  number: press('pp.number', 'id', 'field', 'thousandths'),
  town: press('pp.town', 'id', 'field', 'city'),
  askForget: press('pp.askforget', 'id', 'field'),
  forget: press('pp.forget', 'id', 'field'),
  takeBack: press('pp.takeback', 'id', 'field'),
  step: press('pp.step', 'id'),
  setStep: press('pp.setstep', 'id'),
  stepUntil: press('pp.until', 'id', 'rung'),
  stepReason: press('pp.reason', 'id', 'rung', 'days'),
  dropStep: press('pp.dropstep', 'id'),
  scores: press('pp.rfm', 'id'),
  clicks: press('pp.clicks', 'id', 'page'),
  messages: press('pp.messages', 'id', 'page'),
  orders: press('pp.orders', 'id', 'page'),
  segments: press('pp.segments', 'id', 'page'),

  pause: press('pp.pause', 'id'),
  askStop: press('pp.askstop', 'id'),
  stop: press('pp.stop', 'id'),
  tester: pressOnce('pp.tester', 'id'),
}

/** Those that only look. */
export const looking = [
  presses.ask,
  presses.found,
  presses.open,
  presses.below,
  presses.fields,
  presses.field,
  presses.step,
  presses.scores,
  presses.clicks,
  presses.messages,
  presses.orders,
  presses.segments,
]
