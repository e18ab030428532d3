import { address } from '../../address.js'

const about = 'campaign'
const message = { about: 'offer' } as const

/**
 * The places of campaigns; a message of a series is known by its `offer`. `which` is a place in `READY` or in `EXITS`, `group`
 * in the RFM groups; `minute` is one of the day, `NO_MINUTE`: the hour at which it began; `hours`: how long
 * a message waits, 0: not at all; `days` are counted from `DAYS_BEFORE` before the date on; `field` 0: the birthday.
 */
export const campaigns = {
  list: address('cp.list', 'page', { looks: true, about, all: true }),
  ended: address('cp.ended', 'page', { looks: true, about, all: true }),
  own: address('cp.own', { about, all: true }),
  make: address('cp.make', { about, all: true }),
  ready: address('cp.ready', 'which', { about, all: true }),
  readyFor: address('cp.readyfor', 'group', { about, all: true }),
  lack: address('cp.lack', 'which', { about, all: true }),

  open: address('cp.open', 'id', { looks: true, about }),
  draft: address('cp.draft', 'id', { about }),
  welcome: address('cp.hello', 'id', { about }),
  name: address('cp.name', 'id', { about }),
  askDelete: address('cp.askgone', 'id', { about }),
  delete: address('cp.gone', 'id', { about }),
  /** `after`: how many messages there were when the button was shown. */
  add: address('cp.add', 'id', 'after', { about }),

  message: address('cp.m', 'offer', message),
  wait: address('cp.wait', 'offer', message),
  waitIs: address('cp.waitis', 'offer', 'hours', message),
  hour: address('cp.hour', 'offer', message),
  hourIs: address('cp.houris', 'offer', 'minute', message),
  only: address('cp.only', 'offer', 'page', message),
  onlyIs: address('cp.onlyis', 'offer', 'segment', message),
  everybody: address('cp.all', 'offer', message),
  /** Stands at the top of the chat of whoever gets it: 1, or not: 0. */
  pin: address('cp.pin', 'offer', 'on', message),
  /** Becomes the message of this number. */
  place: address('cp.place', 'offer', 'position', message),
  askDrop: address('cp.askdrop', 'offer', message),
  drop: address('cp.drop', 'offer', message),

  starts: address('cp.starts', 'id', { about }),
  subscribed: address('cp.subs', 'id', 'page', { about }),
  subscribedIs: address('cp.subsis', 'id', { about }),
  source: address('cp.source', 'id', 'source', 'on', 'page', { about }),
  movedIn: address('cp.moved', 'id', 'on', 'page', { about }),
  ordered: address('cp.orders', 'id', { about }),
  orderedIs: address('cp.ordersis', 'id', 'any', { about }),
  segment: address('cp.seg', 'id', 'leaves', 'page', { about }),
  segmentIs: address('cp.segis', 'id', 'leaves', 'segment', { about }),
  date: address('cp.date', 'id', 'page', { about }),
  dateIs: address('cp.dateis', 'id', 'field', { about }),
  days: address('cp.days', 'id', { about }),
  daysIs: address('cp.daysis', 'id', 'days', { about }),
  yearly: address('cp.yearly', 'id', 'on', { about }),
  event: address('cp.event', 'id', 'page', { about }),
  eventIs: address('cp.eventis', 'id', 'event', { about }),
  again: address('cp.again', 'id', { about }),
  againIs: address('cp.againis', 'id', 'days', { about }),
  ends: address('cp.ends', 'id', { about }),
  endsIs: address('cp.endsis', 'id', 'which', 'on', { about }),

  test: address('cp.test', 'id', { about, once: true }),
  check: address('cp.check', 'id', { about }),
  lastDays: address('cp.last', 'id', 'on', { about }),
  /** Its generation, as that of `apply`, is a print of what was looked at. */
  start: address('cp.start', 'id', { about, once: true }),
  /** 1: those on their way get the changed messages. */
  apply: address('cp.apply', 'id', 'all', { about, once: true }),

  pause: address('cp.pause', 'id', { about }),
  resume: address('cp.resume', 'id', { about, once: true }),
  change: address('cp.change', 'id', { about }),
  askUndo: address('cp.askundo', 'id', { about }),
  undo: address('cp.undo', 'id', { about, once: true }),
  askEnd: address('cp.askend', 'id', { about }),
  end: address('cp.end', 'id', { about, once: true }),
  who: address('cp.who', 'id', 'page', { looks: true, about }),
  whoFile: address('cp.whofile', 'id', 'page', { looks: true, about }),
}
