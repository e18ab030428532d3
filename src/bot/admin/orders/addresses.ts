import { address } from '../../address.js'

const about = 'orders'

/** The places of orders: what is known of them, and how more come in. */
export const orders = {
  home: address('or.home', { looks: true, about }),
  /** Personal links of customers who are nobody's yet; `which` of them is a number, `page` that of their pictures. */
  links: address('or.links', 'which', 'page', { about }),
  linksFile: address('or.linksfile', 'which', {}),
  codes: address('or.codes', 'which', 'page', {}),
  making: address('or.making', 'which'),
  stopMaking: address('or.stop', 'which'),
  found: address('or.found', 'search', 'page', { about }),
  customer: address('or.customer', 'id', { about: 'customer' }),
  code: address('or.code', 'id', { about: 'customer' }),
  close: address('or.close'),
  /** Begins an offer that asks for numbers. */
  ask: address('or.ask', { about }),
}
