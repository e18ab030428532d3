import type { Db } from '../../db/open.js'
import type { Change } from './change.js'
import { removeAttribute, returnOptions } from './takeback/attribute.js'
import { removeCustomer, returnCustomer } from './takeback/customer.js'
import { removeOrder, returnOrder } from './takeback/order.js'
import { removePerson, returnFields, returnPerson } from './takeback/person.js'
import type { TakingBack, WhyKept } from './takeback/taking.js'

/** What a row looks like that an import added and nobody has changed since; of people it is seen when they do something. */
export function madeBy(importId: number, table: Change['table']): string {
  return table === 'subscribers' ? '{}' : JSON.stringify({ import_id: importId })
}

/**
 * Takes one change of an import back, as far as nothing has happened to it since. People whom it brought go: without a
 * trace, or, where a broadcast or a list already counts them, as an empty shell.
 * It runs where foreign keys are not looked up (see `slices`): whatever refers to a person is asked for here.
 * @returns null when it is as it was before; else why it stays as it is
 */
export function takeBack(db: Db, taking: TakingBack, change: Change): WhyKept | null {
  const { table, row, before, after } = change
  switch (table) {
    case 'subscribers':
      return before === null ? removePerson(db, taking, row) : returnPerson(db, taking, row, before, after)
    case 'attribute_values':
      return returnFields(db, row, before, after)
    case 'customers':
      return before === null ? removeCustomer(db, taking, row, after) : returnCustomer(db, taking, row, before, after)
    case 'orders':
      return before === null ? removeOrder(db, taking, row) : returnOrder(db, taking, row, before)
    case 'attributes':
      return before === null ? removeAttribute(db, taking, row) : returnOptions(db, row, before, after)
  }
}
