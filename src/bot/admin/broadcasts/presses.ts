import { press, pressOnce } from '../../press.js'

/** What the buttons of the broadcast screens mean; `id` is the broadcast's. */
export const presses = {
  /** A page of the list. */
  list: press('b.list', 'page'),
  /** Asks for words of a name, and a page of those whose name holds them. */
  find: press('b.find'),
  found: press('b.found', 'search', 'page'),
  /** Back to the page of the list that this broadcast stands on. */
  back: press('b.back', 'id'),
  /** Its card, or its report when it is over. */
  open: press('b.open', 'id'),
  pause: press('b.pause', 'id'),
  resume: pressOnce('b.resume', 'id'),
  /** Pauses at once, then offers to go on or to end it. */
  stop: press('b.stop', 'id'),
  askEnd: press('b.ask-end', 'id'),
  end: pressOnce('b.end', 'id'),
  /** Stops the clock of what is scheduled and opens it for changes. */
  change: press('b.change', 'id'),
  asItWas: press('b.as-was', 'id'),
  test: pressOnce('b.test', 'id'),
  askNow: press('b.ask-now', 'id'),
  now: pressOnce('b.now', 'id'),
  /** Cancels what has not begun: it is a draft again. */
  cancel: press('b.cancel', 'id'),
  uncancel: press('b.uncancel', 'id'),
  report: press('b.report', 'id'),
  messages: press('b.messages', 'id', 'page'),
  links: press('b.links', 'id', 'page'),
  askResend: press('b.ask-resend', 'id'),
  resend: pressOnce('b.resend', 'id'),

  /** Pauses at once, then asks what is wrong. */
  fix: press('b.fix', 'id'),
  fixLinks: press('b.fix-links', 'id', 'page'),
  fixLink: press('b.fix-link', 'id', 'link'),
  /** `proposal`: the number of what this admin has put forward, see proposal.ts. */
  changeLink: press('b.change-link', 'id', 'proposal'),
  fixTexts: press('b.fix-texts', 'id'),
  fixText: press('b.fix-text', 'id', 'version'),
  /** Other buttons for a version as it is (proposal 0), or as it is put forward. */
  fixButtons: press('b.fix-buttons', 'id', 'version', 'proposal'),
  noButtons: press('b.no-buttons', 'id', 'version', 'proposal'),
  edit: press('b.edit', 'id', 'proposal'),
  wrongPeople: press('b.wrong-people', 'id'),
  onlyStop: press('b.only-stop', 'id'),
  askTakeBack: press('b.ask-take-back', 'id'),
  takeBack: pressOnce('b.take-back', 'id'),
  /** Ends a repair before it is through; `repair` is its id. */
  stopRepair: press('b.stop-repair', 'repair'),

  followUps: press('b.follow-ups', 'id'),
  /** An offer for some of its people: `group`, `link` (0: any) and `until` (days since 1970, 0: ever), see people.ts. */
  writeTo: press('b.write-to', 'id', 'group', 'link', 'until'),
  repeat: pressOnce('b.repeat', 'id'),
  copy: pressOnce('b.copy', 'id'),
  /** The same offer for others, without those who still have it. */
  rightPeople: pressOnce('b.right-people', 'id'),
}
