import { address } from '../../address.js'

/** The places of *who is who*. `place` counts the customers who wait, from 0; `customer` and `person` are our own ids. */
export const whois = {
  one: address('wi.one', 'place', { about: 'customer', all: true }),
  is: address('wi.is', 'customer', 'person', 'place', { about: 'customer' }),
  nobody: address('wi.no', 'customer', 'place', { about: 'customer' }),
  file: address('wi.file', {}),
}
