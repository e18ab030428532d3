import { address } from '../address.js'

/** The buttons around answers. `entry` is an entry of the inbox, `person` a Telegram id; `page` counts from 0. */
export const replies = {
  list: address('re.l', 'page', { about: 'reply', all: true }),
  bring: address('re.b', 'person'),
  done: address('re.d', 'entry', { about: 'reply', all: true }),
  /** Brings what is kept of somebody. */
  more: address('re.o', 'person'),
  /** `muted`: 1 mutes, 0 lets them be heard again. */
  mute: address('re.m', 'person', 'muted', { about: 'reply', all: true }),
}
