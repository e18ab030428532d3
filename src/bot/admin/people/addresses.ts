import { address } from '../../address.js'

/** The buttons of people. `id` is ours, not Telegram's. */
export const people = {
  ask: address('pp.ask', { names: true }),
  found: address('pp.found', 'search', 'page', { names: true }),
  open: address('pp.open', 'id', { looks: true, about: 'person' }),
  below: address('pp.below', 'id', { looks: true, about: 'person' }),
  fields: address('pp.fields', 'id', 'page', { looks: true, about: 'person' }),
  field: address('pp.field', 'id', 'field', { looks: true, about: 'person' }),
  correct: address('pp.correct', 'id', 'field', { about: 'person' }),
  town: address('pp.town', 'id', 'field', 'city', { about: 'person' }),
  /** Which of two numbers, in thousandths, was meant. */
  whichNumber: address('pp.whichnumber', 'id', 'field', 'one', 'other', { about: 'person' }),
  /** Which of several towns of the name beside it was meant. */
  whichTown: address('pp.whichtown', 'id', 'field', { about: 'person' }),
  number: address('pp.number', 'id', 'field', 'thousandths', { about: 'person' }),
  askForget: address('pp.askforget', 'id', 'field', { about: 'person' }),
  forget: address('pp.forget', 'id', 'field', { about: 'person' }),
  takeBack: address('pp.takeback', 'id', 'field', { about: 'person' }),
  step: address('pp.step', 'id', { looks: true, about: 'person' }),
  setStep: address('pp.setstep', 'id', { about: 'person' }),
  stepUntil: address('pp.until', 'id', 'rung', { about: 'person' }),
  stepReason: address('pp.reason', 'id', 'rung', 'days', { about: 'person' }),
  reason: address('pp.why', 'id', 'rung', 'until', { about: 'person' }),
  dropStep: address('pp.dropstep', 'id', { about: 'person' }),
  scores: address('pp.rfm', 'id', { looks: true, about: 'person' }),
  clicks: address('pp.clicks', 'id', 'page', { looks: true, about: 'person' }),
  messages: address('pp.messages', 'id', 'page', { looks: true, about: 'person' }),
  /** What became of each broadcast for them, and why. */
  why: address('pp.whys', 'id', 'page', { looks: true, about: 'person' }),
  whyOf: address('pp.whyof', 'id', 'broadcast', { looks: true, about: 'person' }),
  orders: address('pp.orders', 'id', 'page', { looks: true, about: 'person' }),
  /** What the shop reported of them. */
  events: address('pp.events', 'id', 'page', { looks: true, about: 'person' }),
  /** Who they are in the shop. */
  customer: address('pp.customer', 'id', { looks: true, about: 'person' }),
  askUnlink: address('pp.askunlink', 'id', 'customer', { about: 'person' }),
  unlink: address('pp.unlink', 'id', 'customer', { about: 'person' }),
  findCustomer: address('pp.findcustomer', 'id', { about: 'person' }),
  customers: address('pp.customers', 'id', 'search', 'page', { about: 'person' }),
  askLink: address('pp.asklink', 'id', 'customer', { about: 'person' }),
  link: address('pp.link', 'id', 'customer', { about: 'person' }),
  segments: address('pp.segments', 'id', 'page', { looks: true, about: 'person' }),

  pause: address('pp.pause', 'id', { about: 'person' }),
  askStop: address('pp.askstop', 'id', { about: 'person' }),
  stop: address('pp.stop', 'id', { about: 'person' }),
  askErase: address('pp.askerase', 'id', { about: 'person' }),
  erase: address('pp.erase', 'id', { about: 'person' }),
  /** Sends everything that is held of them to whoever asks. */
  data: address('pp.data', 'id', { about: 'person' }),
  tester: address('pp.tester', 'id', { once: true, about: 'person' }),
}
