import { address } from '../../address.js'

/** The buttons of the places. `lat` and `lon` are hundred-thousandths of a degree. */
export const presses = {
  list: address('pl.list', 'page'),
  open: address('pl.open', 'id', { about: 'place' }),
  add: address('pl.add'),
  at: address('pl.at', 'lat', 'lon'),
  askRemove: address('pl.drop', 'id', { about: 'place' }),
  remove: address('pl.gone', 'id', { about: 'place' }),
}
