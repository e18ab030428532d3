import { press } from '../press.js'

/** The buttons around answers. `entry` is an entry of the inbox, `person` a Telegram id; `page` counts from 0. */
export const presses = {
  list: press('re.l', 'page'),
  bring: press('re.b', 'person'),
  done: press('re.d', 'entry'),
  /** Brings what is kept of somebody. */
  more: press('re.o', 'person'),
  /** `muted`: 1 mutes, 0 lets them be heard again. */
  mute: press('re.m', 'person', 'muted'),
}
