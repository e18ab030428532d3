import { address } from '../../address.js'

/** The buttons of the texts: `name` and `language` count from 0; `source` is its number, 0 for everybody. Owners alone press `tm.…`. */
export const wordings = {
  list: address('tx.l', { about: 'wording' }),
  open: address('tx.o', 'name', 'language', 'source', { about: 'wording' }),
  change: address('tx.c', 'name', 'language', 'source', { about: 'wording' }),
  buttons: address('tx.b', 'name', 'language', 'source', { about: 'wording' }),
  noButtons: address('tx.x', 'name', 'language', 'source', { about: 'wording' }),
  preview: address('tx.p', 'name', 'language', 'source', { about: 'wording' }),
  reset: address('tx.r', 'name', 'language', 'source', { about: 'wording' }),
  sources: address('tx.s', 'language', 'page'),
  addSource: address('tx.a', 'language'),

  staff: address('tm.staff', { owners: true }),
  code: address('tm.code', { owners: true }),
  /** The steps that bind a group by the code beside it. */
  steps: address('tm.steps', 'expires', { owners: true }),
  release: address('tm.free', { owners: true }),
}
