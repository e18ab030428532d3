import { address } from '../../address.js'

const about = 'event'

/**
 * The places of what the shop reports. `place` is that of a property among those of an event; `type` a number: 0 cannot be
 * asked for, 1 text, 2 number, 3 date.
 */
export const events = {
  list: address('ev.list', 'page', { looks: true, about, all: true }),
  open: address('ev.open', 'id', { looks: true, about }),
  people: address('ev.who', 'id', 'page', { looks: true, about }),
  peopleFile: address('ev.whofile', 'id', 'page', { looks: true, about }),
  property: address('ev.prop', 'id', 'place', { about }),
  declare: address('ev.type', 'id', 'place', 'type', { about }),
}
