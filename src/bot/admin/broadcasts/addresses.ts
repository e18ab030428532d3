import { address } from '../../address.js'

/** What the buttons of the broadcast screens mean; `id` is the broadcast's. */
export const broadcasts = {
  /** A page of the list. */
  list: address('b.list', 'page', { looks: true, about: 'broadcast', all: true }),
  listFile: address('b.list-file', { looks: true }),
  /** Asks for words of a name, and a page of those whose name holds them. */
  find: address('b.find', { looks: true }),
  found: address('b.found', 'search', 'page', { looks: true }),
  /** Back to the page of the list that this broadcast stands on. */
  back: address('b.back', 'id', { looks: true, about: 'broadcast' }),
  /** Its card, or its report when it is over. */
  open: address('b.open', 'id', { looks: true, about: 'broadcast' }),
  /** How it goes, as long as it does; `face` is the side of the card that is up, see progress.ts. */
  card: address('b.card', 'id', 'face', { looks: true, about: 'broadcast' }),
  pause: address('b.pause', 'id', { about: 'broadcast' }),
  resume: address('b.resume', 'id', { once: true, about: 'broadcast' }),
  /** Pauses at once, then offers to go on or to end it. */
  stop: address('b.stop', 'id', { about: 'broadcast' }),
  askEnd: address('b.ask-end', 'id', { about: 'broadcast' }),
  end: address('b.end', 'id', { once: true, about: 'broadcast' }),
  /** Stops the clock of what is scheduled and opens it for changes. */
  change: address('b.change', 'id', { about: 'broadcast' }),
  asItWas: address('b.as-was', 'id', { about: 'broadcast' }),
  test: address('b.test', 'id', { once: true, about: 'broadcast' }),
  askNow: address('b.ask-now', 'id', { about: 'broadcast' }),
  now: address('b.now', 'id', { once: true, about: 'broadcast' }),
  /** Sends to everybody what starts carefully, without waiting. */
  askAll: address('b.ask-all', 'id', { about: 'broadcast' }),
  all: address('b.all', 'id', { once: true, about: 'broadcast' }),
  /** Cancels what has not begun: it is a draft again. */
  cancel: address('b.cancel', 'id', { about: 'broadcast' }),
  uncancel: address('b.uncancel', 'id', { about: 'broadcast' }),
  report: address('b.report', 'id', { looks: true, about: 'broadcast' }),
  /** The same as a workbook with a sheet for each question, and as tables of text. */
  reportFile: address('b.report-file', 'id', { looks: true, about: 'broadcast' }),
  reportTables: address('b.report-csv', 'id', { looks: true, about: 'broadcast' }),
  hours: address('b.hours', 'id', { looks: true, about: 'broadcast' }),
  /** Pictures: by hour, by message, and what came after it beside what came because of it. */
  hoursPicture: address('b.hours-pic', 'id', { looks: true }),
  messagesPicture: address('b.messages-pic', 'id', { looks: true }),
  effectPicture: address('b.effect-pic', 'id', { looks: true }),
  closePicture: address('b.close', { looks: true }),
  /** What each figure of a report means; `figure` is its number. */
  figures: address('b.figures', 'id', { looks: true, about: 'broadcast' }),
  figure: address('b.figure', 'id', 'figure', { looks: true, about: 'broadcast' }),
  /** What can be done where it did not sell, or where that is not known; `what`: see report-card.ts. */
  wayOn: address('b.way-on', 'id', 'what', { looks: true, about: 'broadcast' }),
  /** Versions of one of its messages that are tried, and what is decided; `part`: the first part that gets it. */
  trial: address('b.ab', 'id', 'part', { looks: true, about: 'broadcast' }),
  holdTrial: address('b.ab-wait', 'id', 'part', { about: 'broadcast' }),
  /** The others get this version, from 0. */
  sendVersion: address('b.ab-send', 'id', 'part', 'version', { about: 'broadcast' }),
  sendHalf: address('b.ab-half', 'id', 'part', { about: 'broadcast' }),
  tryLonger: address('b.ab-more', 'id', 'part', { about: 'broadcast' }),
  /** What else there is to a report. */
  more: address('b.more', 'id', { looks: true, about: 'broadcast' }),
  /** Why somebody got it, or did not: asks who, shows whoever may be meant, and tells; `person` is ours. */
  why: address('b.why', 'id', { names: true, about: 'broadcast' }),
  whyFound: address('b.why-found', 'id', 'search', 'page', { names: true, about: 'broadcast' }),
  whyOf: address('b.why-of', 'id', 'person', { looks: true, about: 'broadcast' }),
  messages: address('b.messages', 'id', 'page', { looks: true, about: 'broadcast' }),
  links: address('b.links', 'id', 'page', { looks: true, about: 'broadcast' }),
  /** The groups of a report: `message` is the place of one of its messages, from 1, or 0 for all; see counted.ts. */
  counted: address('b.counted', 'id', 'message', 'page', { looks: true, about: 'broadcast' }),
  countedPeople: address('b.counted-who', 'id', 'message', 'group', 'page', { looks: true, about: 'broadcast' }),
  countedFile: address('b.counted-file', 'id', 'message', 'group', 'page', { looks: true, about: 'broadcast' }),
  writeToCounted: address('b.counted-write', 'id', 'message', 'group', { about: 'broadcast' }),
  /** The codes that its people get, and more of them. */
  codes: address('b.codes', 'id', { about: 'broadcast' }),
  codesRest: address('b.codes-rest', 'id', { about: 'broadcast' }),
  codesFile: address('b.codes-file', 'id', { about: 'broadcast' }),
  askResend: address('b.ask-resend', 'id', { about: 'broadcast' }),
  resend: address('b.resend', 'id', { once: true, about: 'broadcast' }),

  /** Pauses at once, then asks what is wrong. */
  startRepair: address('b.fix', 'id', { about: 'broadcast' }),
  /** What may be wrong; `paused`: 1 when it was paused for that just now. */
  whatIsWrong: address('b.what', 'id', 'paused', { about: 'broadcast' }),
  repairLinks: address('b.fix-links', 'id', 'page', { about: 'broadcast' }),
  repairLink: address('b.fix-link', 'id', 'link', { about: 'broadcast' }),
  /** `proposal`: the number of what this admin has put forward, see proposal.ts. */
  linkProposed: address('b.link-new', 'id', 'link', 'proposal', { about: 'broadcast' }),
  changeLink: address('b.change-link', 'id', 'proposal', { about: 'broadcast' }),
  /** What came of it: `until` is its day (as below), `on`: 1 when the broadcast goes on. */
  linkChanged: address('b.link-done', 'id', 'link', 'until', 'on', { about: 'broadcast' }),
  repairTexts: address('b.fix-texts', 'id', { about: 'broadcast' }),
  /** Drops what was put forward, then asks for the right message. */
  restartText: address('b.fix-text', 'id', 'version', { about: 'broadcast' }),
  repairText: address('b.text', 'id', 'version', { about: 'broadcast' }),
  /** Other buttons for a version as it is (proposal 0), or as it is put forward. */
  repairButtons: address('b.fix-buttons', 'id', 'version', 'proposal', { about: 'broadcast' }),
  /** Something else in the place of the `nth` of an album, counted from 1. */
  repairAlbum: address('b.fix-album', 'id', 'version', 'proposal', 'nth', { about: 'broadcast' }),
  noButtons: address('b.no-buttons', 'id', 'version', 'proposal', { about: 'broadcast' }),
  /** `buttons`: 1 when only other buttons were asked for. */
  textProposed: address('b.text-new', 'id', 'version', 'proposal', 'buttons', { about: 'broadcast' }),
  edit: address('b.edit', 'id', 'proposal', { about: 'broadcast' }),
  wrongPeople: address('b.wrong-people', 'id', { about: 'broadcast' }),
  onlyStop: address('b.only-stop', 'id', { about: 'broadcast' }),
  askTakeBack: address('b.ask-take-back', 'id', { about: 'broadcast' }),
  takeBack: address('b.take-back', 'id', { once: true, about: 'broadcast' }),
  /** How far a repair is, or what came of it; `repair` is its id. */
  repair: address('b.repair', 'repair', { about: 'repair' }),
  /** Ends it before it is through. */
  stopRepair: address('b.stop-repair', 'repair', { about: 'repair' }),

  followUps: address('b.follow-ups', 'id', { looks: true, about: 'broadcast' }),
  /** An offer for some of its people: `group`, `link` (0: any) and `until` (days since 1970, 0: ever), see people.ts. */
  writeTo: address('b.write-to', 'id', 'group', 'link', 'until', { about: 'broadcast' }),
  /** Who they are, a page at a time. */
  people: address('b.who', 'id', 'group', 'link', 'until', 'page', { looks: true, about: 'broadcast' }),
  peopleFile: address('b.who-file', 'id', 'group', 'link', 'until', 'page', { looks: true, about: 'broadcast' }),
  repeat: address('b.repeat', 'id', { once: true, about: 'broadcast' }),
  copy: address('b.copy', 'id', { once: true, about: 'broadcast' }),
  /** The same offer for others, without those who still have it. */
  rightPeople: address('b.right-people', 'id', { once: true, about: 'broadcast' }),
}
