import { address } from '../../address.js'

const about = 'orders'

/** The places of orders: what is known of them, and how more come in. */
export const orders = {
  home: address('or.home', { looks: true, about }),
  /** Begins an offer that asks for numbers. */
  ask: address('or.ask', { about }),
}
