import { address } from '../../address.js'

/** The buttons of the places. `lat` and `lon` are hundred-thousandths of a degree. */
export const places = {
  list: address('pl.list', 'page', { about: 'place', all: true }),
  open: address('pl.open', 'id', { about: 'place' }),
  add: address('pl.add'),
  /** Which of some cities of the name beside it. */
  which: address('pl.which'),
  at: address('pl.at', 'lat', 'lon'),
  askRemove: address('pl.drop', 'id', { about: 'place' }),
  remove: address('pl.gone', 'id', { about: 'place' }),
}
