import { press } from '../../press.js'

/** The buttons of the places. `lat` and `lon` are hundred-thousandths of a degree. */
export const presses = {
  list: press('pl.list', 'page'),
  open: press('pl.open', 'id'),
  add: press('pl.add'),
  at: press('pl.at', 'lat', 'lon'),
  askRemove: press('pl.drop', 'id'),
  remove: press('pl.gone', 'id'),
}
