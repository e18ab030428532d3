import type { Opened } from '../../../crm/personal-link.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { own } from '../addresses.js'

/**
 * What a personal link says to the subscriber who opened it: it asks whether they are its customer, or says why it does not.
 * Initials and two digits are all that is told of the customer.
 */
export function personalCard(ctx: BotContext, opened: Opened): Card {
  const t = texts(ctx.language).subscriber.personal
  if (opened.kind !== 'asks') return { text: lines([t[opened.kind]]), keyboard: [] }
  const { token, hint } = opened
  return {
    text: t.asked(hint.initials, hint.digits, ctx.me.first_name),
    keyboard: [[key(t.yes, own.personalYes, { token }), key(t.no, own.personalNo, { token })]],
  }
}
