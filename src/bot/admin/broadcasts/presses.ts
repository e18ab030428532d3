import { press } from '../press.js'

/** What the buttons of the broadcast screens mean; `id` is the broadcast's. */
export const presses = {
  /** A page of the list. */
  list: press('b.list', 'page'),
  /** Back to the page of the list that this broadcast stands on. */
  back: press('b.back', 'id'),
  /** Its card, or its report when it is over. */
  open: press('b.open', 'id'),
  pause: press('b.pause', 'id'),
  resume: press('b.resume', 'id'),
  /** Pauses at once, then offers to go on or to end it. */
  stop: press('b.stop', 'id'),
  askEnd: press('b.ask-end', 'id'),
  end: press('b.end', 'id'),
  report: press('b.report', 'id'),
  messages: press('b.messages', 'id', 'page'),
  links: press('b.links', 'id', 'page'),
  askResend: press('b.ask-resend', 'id'),
  resend: press('b.resend', 'id'),
}
