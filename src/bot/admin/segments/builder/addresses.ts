import { address } from '../../../address.js'

/**
 * The places of the builder, each of the sketch with this number. They say what should be, not what to turn round, and call
 * a condition by its id, never by its place: pressed twice, or on a card further up, they do no harm. `group` 0 is the
 * outermost one; `slot` is the place of what can be changed in `SLOTS`; `lat` and `lon` are millionths of a degree.
 */
export const builder = {
  sketch: address('sg.b', 'sketch', { about: 'sketch' }),
  level: address('sg.level', 'sketch', 'group', 'page', { about: 'sketch' }),
  join: address('sg.join', 'sketch', 'group', 'any', { about: 'sketch' }),
  onlyLinked: address('sg.bound', 'sketch', { about: 'sketch' }),
  earlier: address('sg.older', 'sketch', { about: 'sketch' }),
  instead: address('sg.mend', 'sketch', 'instead', { about: 'sketch' }),

  kinds: address('sg.kinds', 'sketch', 'group', { about: 'sketch' }),
  menu: address('sg.menu', 'sketch', 'group', 'menu', { about: 'sketch' }),
  wholeMenu: address('sg.menus', 'sketch', 'group', 'menu', { about: 'sketch' }),
  add: address('sg.add', 'sketch', 'group', 'id', 'kind', { about: 'sketch' }),

  condition: address('sg.c', 'sketch', 'id', { about: 'sketch' }),
  not: address('sg.not', 'sketch', 'id', 'on', { about: 'sketch' }),
  drop: address('sg.drop', 'sketch', 'id', { about: 'sketch' }),
  slot: address('sg.slot', 'sketch', 'id', 'slot', 'page', { about: 'sketch' }),
  choose: address('sg.pick', 'sketch', 'id', 'slot', 'value', { about: 'sketch' }),
  tick: address('sg.tick', 'sketch', 'id', 'value', 'on', 'page', { about: 'sketch' }),
  spot: address('sg.spot', 'sketch', 'id', 'lat', 'lon', { about: 'sketch' }),

  type: address('sg.type', 'sketch', 'group', { about: 'sketch' }),
  text: address('sg.text', 'sketch', { about: 'sketch' }),
  unclear: address('sg.unclear', 'sketch', { about: 'sketch' }),
  reading: address('sg.reading', 'sketch', 'reading', { about: 'sketch' }),
}
