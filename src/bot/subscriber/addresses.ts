import { STOP_REASONS, type StopReason } from '../../audience/subscription/reason.js'
import { codec, natural, oneOf, type Part } from '../../callback-data.js'
import { address } from '../address.js'

const button = (name: string) => codec<Record<never, number>>(name, {})

/** The token of a personal link, as it is. */
const token: Part<string> = { write: text => text, read: text => (/^[\w-]{28}$/.test(text) ? text : null) }

/**
 * The buttons of those who get the offers, apart from those under offers and questions (delivery/button/quiet.ts, delivery/survey/ballot.ts).
 * Their names have no dot: they are no marketer's.
 */
export const own = {
  /** Under the invitation: subscribe me. */
  start: button('me:start'),
  /** After a stop: send me offers again. */
  again: button('me:again'),
  /** After a typed stop: take it back. */
  undo: button('me:undo'),
  /** During a pause: end it. */
  resume: button('me:resume'),
  settings: button('me:settings'),
  settingsStop: button('me:settings:stop'),
  settingsPause: button('me:settings:pause'),
  settingsLess: button('me:settings:less'),
  settingsUsual: button('me:settings:usual'),
  settingsResume: button('me:settings:resume'),
  settingsEnglish: button('me:settings:en'),
  settingsRussian: button('me:settings:ru'),
  /** What somebody wants to hear about, how often, and when not. */
  wishes: button('me:wish'),
  /** `wants`: 1 or 0. */
  about: codec<{ interest: number; wants: number }>('me:wish:about', { interest: natural, wants: natural }),
  /** By its place among the choices. */
  often: codec<{ n: number }>('me:wish:often', { n: natural }),
  hours: button('me:hours'),
  hoursFrom: codec<{ hour: number }>('me:hours:from', { hour: natural }),
  hoursTo: codec<{ hour: number }>('me:hours:to', { hour: natural }),
  hoursAny: button('me:hours:any'),
  hoursUsual: button('me:hours:usual'),
  sharePhone: button('me:phone'),
  forgetPhone: button('me:phone:forget'),
  forgetPhoneYes: button('me:phone:gone'),
  sharePlace: button('me:place'),
  forgetPlace: button('me:place:forget'),
  forgetPlaceYes: button('me:place:gone'),
  /** Asks whether everything is to be forgotten. */
  forget: button('me:all'),
  forgetNot: button('me:all:keep'),
  forgetYes: button('me:all:gone'),
  /** A button of the shop's menu, by its id. */
  menu: codec<{ button: number }>('me:menu', { button: natural }),
  /** Under an answer that came by itself: somebody is to answer all the same. `entry` of the inbox. */
  askPerson: codec<{ entry: number }>('me:person', { entry: natural }),
  /** Sends the file of everything that is held of them. */
  data: button('me:data'),
  /** Says what the reasons below it are for. */
  why: button('me:why'),
  /** Whether somebody is the customer of a personal link. */
  personalYes: codec<{ token: string }>('me:is', { token }),
  personalNo: codec<{ token: string }>('me:isnt', { token }),
  reason: codec<{ reason: StopReason }>('me:why', { reason: oneOf(STOP_REASONS) }),
}

/** The buttons of somebody's own answers. */
export const answers = {
  list: address('mine', 'page'),
  open: address('mine-o', 'question'),
  change: address('mine-c', 'question'),
  remove: address('mine-d', 'question'),
  /** Under words that were taken for a message: they were the answer all the same. */
  save: address('mine-s', 'question'),
  /** Which of two numbers somebody meant who wrote `1.500`: it has three decimals at most. */
  number: address('mine-n', 'question', 'thousandths'),
  /** Which of several towns of one name somebody meant. */
  town: address('mine-t', 'question', 'city'),
}
