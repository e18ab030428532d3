import { codec, natural } from '../../callback-data.js'
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

/**
 * Buttons under what was passed on, for everybody who may answer there, in the staff group too; so their names have no dot.
 * `entry` of the inbox; `page` counts from 0.
 */
export const ready = {
  /** The ready answers in the place of the keys. */
  list: codec<{ entry: number; page: number }>('re:ready', { entry: natural, page: natural }),
  /** `after`: how many answers they had when it was shown. */
  send: codec<{ entry: number; answer: number; after: number }>('re:send', {
    entry: natural,
    answer: natural,
    after: natural,
  }),
  /** The keys again. */
  back: codec<{ entry: number }>('re:keys', { entry: natural }),
}
