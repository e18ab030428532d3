import { press, pressOnce } from '../../press.js'

/**
 * The buttons of the offer's screens. `segment` 0 stands for everyone else; `page` counts
 * from 0; `ready` is the mark of a ready-made segment; `face`: see faces.ts; `minute` 0 stands for no end.
 */
export const presses = {
  open: press('of.c', 'offer'),
  another: press('of.n'),
  drafts: press('of.d', 'page'),
  discard: press('of.x', 'offer'),
  discardYes: press('of.xx', 'offer'),

  start: press('of.us'),
  keep: press('of.uk'),
  replace: press('of.ur', 'offer', 'segment'),

  kind: press('of.k', 'offer'),
  kindIs: press('of.ks', 'offer', 'kind'),
  goal: press('of.g', 'offer'),
  goalIs: press('of.gs', 'offer', 'goal'),
  name: press('of.nm', 'offer'),

  whom: press('of.w', 'offer', 'page'),
  tick: pressOnce('of.wt', 'offer', 'segment', 'page'),
  tickReady: pressOnce('of.wy', 'offer', 'ready', 'page'),
  everyone: pressOnce('of.we', 'offer', 'page'),
  newSegment: press('of.wn', 'offer'),
  leaveOut: press('of.l', 'offer', 'page'),
  leaveOutTick: pressOnce('of.lt', 'offer', 'segment', 'page'),
  leaveOutReady: pressOnce('of.ly', 'offer', 'ready', 'page'),
  whomDone: press('of.wd', 'offer'),
  find: press('of.wf', 'offer'),
  found: press('of.wg', 'offer', 'search', 'page'),
  tickFound: pressOnce('of.wh', 'offer', 'segment', 'search', 'page'),
  mode: press('of.wm', 'offer', 'each'),
  rest: pressOnce('of.wr', 'offer'),
  order: press('of.wo', 'offer'),
  moveUp: pressOnce('of.wu', 'offer', 'segment'),

  message: press('of.m', 'offer'),
  version: press('of.mv', 'offer', 'segment'),
  same: press('of.mk', 'offer', 'segment'),
  bare: press('of.mb', 'offer', 'segment'),

  buttons: press('of.b', 'offer'),
  noButtons: press('of.bx', 'offer'),
  utm: pressOnce('of.bu', 'offer'),
  telegram: pressOnce('of.btg', 'offer'),
  otherButtons: press('of.bo', 'offer'),
  ownButtons: press('of.bv', 'offer', 'segment'),
  noOwnButtons: press('of.bn', 'offer', 'segment'),
  asOthers: press('of.bs', 'offer', 'segment'),
  topics: press('of.bt', 'offer', 'page'),
  topic: press('of.bl', 'offer', 'link', 'page'),
  /** 0: none. */
  topicIs: press('of.bg', 'offer', 'link', 'topic'),

  when: press('of.t', 'offer'),
  whenNow: press('of.tn', 'offer'),
  whenAt: press('of.ta', 'offer', 'minute'),
  zone: press('of.tz', 'offer'),
  /** 1: everyone's own. */
  clock: press('of.tc', 'offer', 'own'),
  clockTurn: pressOnce('of.te', 'offer'),
  until: press('of.tu', 'offer'),
  untilAt: press('of.tv', 'offer', 'minute'),
  urgent: pressOnce('of.tg', 'offer'),

  test: pressOnce('of.p', 'offer'),
  testAs: press('of.pa', 'offer'),
  testFace: pressOnce('of.pf', 'offer', 'face'),
  testPeople: pressOnce('of.pp', 'offer', 'face'),
  check: press('of.q', 'offer'),
  approve: press('of.s', 'offer'),
  undo: press('of.u', 'broadcast'),
  atOnce: press('of.uo', 'broadcast'),
}
