import { press } from '../../press.js'

/** The buttons of the texts: `name` and `language` count from 0; `source` is its number, 0 for everybody. Owners alone press `tm.…`. */
export const presses = {
  list: press('tx.l'),
  open: press('tx.o', 'name', 'language', 'source'),
  change: press('tx.c', 'name', 'language', 'source'),
  buttons: press('tx.b', 'name', 'language', 'source'),
  noButtons: press('tx.x', 'name', 'language', 'source'),
  preview: press('tx.p', 'name', 'language', 'source'),
  reset: press('tx.r', 'name', 'language', 'source'),
  sources: press('tx.s', 'language', 'page'),
  addSource: press('tx.a', 'language'),

  staff: press('tm.staff'),
  code: press('tm.code'),
  release: press('tm.free'),
}
