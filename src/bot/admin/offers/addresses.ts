import { address } from '../../address.js'

const about = 'offer'

/**
 * The places of the offers, in the order of the card's rows. `segment` 0 stands for everyone else; `page` counts from 0;
 * `ready` is the mark of a ready-made segment; `face`: see test/faces.ts; `minute` 0 stands for no end; `message` is the
 * number of the admin's message that it is about; `which` counts `WINDOWS`, of which 0 `days` stand for what is usual.
 */
export const offers = {
  open: address('of.c', 'offer', { about }),
  another: address('of.n'),
  drafts: address('of.d', 'page', { about, all: true }),
  discard: address('of.x', 'offer', { about }),
  discardYes: address('of.xx', 'offer', { about }),
  discarded: address('of.xd', 'offer', { about }),

  isItOne: address('of.ua', 'message'),
  start: address('of.us'),
  keep: address('of.uk'),
  kept: address('of.ud', 'offer'),
  tooLate: address('of.el', 'offer'),
  replaceAsked: address('of.ra', 'offer', 'message'),
  replace: address('of.ur', 'offer', 'segment', { about }),

  kind: address('of.k', 'offer', { about }),
  kindIs: address('of.ks', 'offer', 'kind', { about }),
  goal: address('of.g', 'offer', { about }),
  goalIs: address('of.gs', 'offer', 'goal', { about }),
  window: address('of.gw', 'offer', 'which', { about }),
  windowIs: address('of.gd', 'offer', 'which', 'days', { about }),
  name: address('of.nm', 'offer', { about }),

  more: address('of.mo', 'offer', { about }),
  interest: address('of.in', 'offer', { about }),
  /** 0: it is for everybody. */
  interestIs: address('of.is', 'offer', 'interest', { about }),
  promo: address('of.pc', 'offer', { about }),
  /** `minute` 0: no end. */
  deadline: address('of.dl', 'offer', { about }),
  deadlineIs: address('of.dm', 'offer', 'minute', { about }),
  /** So long from when somebody gets it. */
  holdsFor: address('of.hf', 'offer', 'hours', { about }),
  /** `hours` 0: nobody is reminded. */
  nudge: address('of.re', 'offer', { about }),
  nudgeIs: address('of.rh', 'offer', 'hours', { about }),
  /** 1: it is pinned. */
  pin: address('of.pi', 'offer', 'on', { about }),
  /** 1: a button shows it. */
  promoButton: address('of.pb', 'offer', 'on', { about }),
  /** 1: it goes to as many people as there are codes. */
  promoOnly: address('of.po', 'offer', 'on', { about }),
  promoRest: address('of.pr', 'offer', { about }),
  noPromoRest: address('of.px', 'offer', { about }),
  promoDrop: address('of.pq', 'offer', { about }),
  promoDropYes: address('of.py', 'offer', { about }),
  perHour: address('of.hp', 'offer', { about }),
  /** 0: as many as may be. */
  perHourIs: address('of.hn', 'offer', 'n', { about }),

  whom: address('of.w', 'offer', 'page', { about }),
  tick: address('of.wt', 'offer', 'segment', 'page', { about, once: true }),
  tickReady: address('of.wy', 'offer', 'ready', 'page', { about, once: true }),
  everyone: address('of.we', 'offer', 'page', { about, once: true }),
  newSegment: address('of.wn', 'offer', { about }),
  leaveOut: address('of.l', 'offer', 'page', { about }),
  leaveOutTick: address('of.lt', 'offer', 'segment', 'page', { about, once: true }),
  leaveOutReady: address('of.ly', 'offer', 'ready', 'page', { about, once: true }),
  whomDone: address('of.wd', 'offer', { about }),
  find: address('of.wf', 'offer', { about }),
  found: address('of.wg', 'offer', 'search', 'page', { about }),
  tickFound: address('of.wh', 'offer', 'segment', 'search', 'page', { about, once: true }),
  chooseMode: address('of.wa', 'offer', { about }),
  mode: address('of.wm', 'offer', 'each', { about }),
  rest: address('of.wr', 'offer', { about, once: true }),
  order: address('of.wo', 'offer', { about }),
  orderPage: address('of.wv', 'offer', 'page', { about }),
  moveUp: address('of.wu', 'offer', 'segment', { about, once: true }),

  message: address('of.m', 'offer', { about }),
  version: address('of.mv', 'offer', 'segment', { about }),
  same: address('of.mk', 'offer', 'segment', { about }),
  bare: address('of.mb', 'offer', 'segment', { about }),
  /** What the answers to its poll become; `version` 0 is the message itself, `option` counts from 0. */
  answers: address('of.pv', 'offer', 'segment', 'version', { about }),
  answer: address('of.pe', 'offer', 'segment', 'version', 'option', { about }),
  /** `field` 0: it sets nothing. */
  answerIs: address('of.pg', 'offer', 'segment', 'version', 'option', 'field', { about }),
  answersInto: address('of.ph', 'offer', 'segment', 'version', 'page', { about }),
  /** `field` 0: none of them sets anything. */
  answersAre: address('of.pj', 'offer', 'segment', 'version', 'field', { about }),

  /** Versions of the messages (`segment` 0: everybody's, or everyone else's), `version` 1 for B on. */
  ab: address('of.ab', 'offer', { about }),
  abMessage: address('of.ac', 'offer', 'segment', { about }),
  abVersion: address('of.av', 'offer', 'segment', 'version', { about }),
  /** `message`: the version itself, so that a second press takes out no other. */
  abDrop: address('of.ax', 'offer', 'segment', 'message', { about }),
  abButtons: address('of.vb', 'offer', 'segment', 'version', { about }),
  abNoButtons: address('of.vn', 'offer', 'segment', 'version', { about }),
  /** It has the same as version A. */
  abAsA: address('of.va', 'offer', 'segment', 'version', { about }),
  abDropAll: address('of.aa', 'offer', 'segment', { about }),
  abAnyway: address('of.ay', 'offer', 'segment', { about }),
  /** A message for each step of the ladder (0), or each RFM group (1). */
  abEach: address('of.ae', 'offer', 'which', { about }),
  abShare: address('of.ah', 'offer', { about }),
  abShareIs: address('of.ai', 'offer', 'share', { about }),
  abDecides: address('of.aj', 'offer', { about }),
  abDecidesIs: address('of.ao', 'offer', 'which', { about }),
  abWait: address('of.aq', 'offer', { about }),
  /** 0: as is usual. */
  abWaitIs: address('of.at', 'offer', 'hours', { about }),
  abThen: address('of.au', 'offer', { about }),
  abThenIs: address('of.az', 'offer', 'which', { about }),

  buttons: address('of.b', 'offer', { about }),
  noButtons: address('of.bx', 'offer', { about }),
  actions: address('of.ba', 'offer', { about }),
  utm: address('of.bu', 'offer', { about, once: true }),
  telegram: address('of.btg', 'offer', { about, once: true }),
  otherButtons: address('of.bo', 'offer', { about }),
  ownButtons: address('of.bv', 'offer', 'segment', { about }),
  noOwnButtons: address('of.bn', 'offer', 'segment', { about }),
  asOthers: address('of.bs', 'offer', 'segment', { about }),
  topics: address('of.bt', 'offer', 'page', { about }),
  topic: address('of.bl', 'offer', 'link', 'page', { about }),
  /** 0: none. */
  topicIs: address('of.bg', 'offer', 'link', 'topic', { about }),

  when: address('of.t', 'offer', { about }),
  whenNow: address('of.tn', 'offer', { about }),
  whenAt: address('of.ta', 'offer', 'minute', { about }),
  /** It goes again and again. */
  again: address('of.tr', 'offer', { about }),
  zone: address('of.tz', 'offer', { about }),
  /** 1: everyone's own. */
  clock: address('of.tc', 'offer', 'own', { about }),
  whoseClock: address('of.tk', 'offer', { about }),
  clockSwitch: address('of.te', 'offer', { about, once: true }),
  until: address('of.tu', 'offer', { about }),
  untilAt: address('of.tv', 'offer', 'minute', { about }),
  urgent: address('of.tg', 'offer', { about, once: true }),

  test: address('of.p', 'offer', { about, once: true }),
  testAs: address('of.pa', 'offer', { about }),
  testFound: address('of.pw', 'offer', 'search', { about }),
  testFace: address('of.pf', 'offer', 'face', { about, once: true }),
  testPeople: address('of.pp', 'offer', 'face', { about, once: true }),
  tested: address('of.pd', 'offer', 'face', 'failed', { about }),
  check: address('of.q', 'offer', { about }),
  /** 1: a few get it first. */
  careful: address('of.cs', 'offer', 'on', { about }),
  /** So many of 10,000 are kept from it; 0: nobody. */
  control: address('of.ctl', 'offer', 'share', { about }),
  approve: address('of.s', 'offer', { about }),
  undone: address('of.un'),
  undo: address('of.u', 'broadcast', { about: 'broadcast' }),
  atOnce: address('of.uo', 'broadcast', { about: 'broadcast' }),
}
