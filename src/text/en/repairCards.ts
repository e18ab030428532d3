import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const messages = (value: number) => `${n(value)} ${plural(value, 'en', ['message', 'messages'])}`

/** Repairing what was sent, and what to write next. Buttons: up to 18 characters where they share a row. */
export const repairCards = {
  headline: (name: string): Rich => rich`🔧 ${b(name)}`,
  pausedAt: (done: number): string => `Paused after ${n(done)}. What is wrong?`,
  whatIsWrong: 'What is wrong?',
  /** Somebody else paused it to repair it before. */
  alreadyPaused: (done: number): string => `Paused after ${n(done)} to be fixed already. What is wrong?`,
  /** What was shown is not true any more. */
  changedMeanwhile: '⚠️ Somebody changed it meanwhile. This is how it is now.',
  outdated: 'This was cancelled or changed already. Please start again with Fix.',
  overAlready: 'That has finished already.',

  linksAsked: '🔗 Which link leads to the wrong page?',
  linkRow: (number: number, label: string, address: string): string => `${number} ${label} → ${address}`,
  linkKey: (number: number, label: string, clicked: number): string => `${number} ${label} · ${people(clicked)}`,
  noLinks: 'There are no links in this offer.',
  linkAsked: (label: string, address: string): Rich =>
    rich`🔗 ${b(label)} leads to ${address}. Send the right address.`,
  voidAddress: (address: string): string =>
    `This button was for ${address} and does nothing any more. Use the newest card, or begin again with Fix.`,
  orAnother: 'Not this one? Just send another address.',
  sameAddress: 'It leads there already. Send another address.',
  heals: (delivered: number): Rich =>
    rich`Everyone who presses from now on lands there, ${b(`also in the ${messages(delivered)} already sent`)}. Nothing has to be sent again.`,
  landsFromNow: 'Everyone who presses lands there. Nobody has it yet.',
  wereThere: (clicked: number): string =>
    clicked === 1 ? '1 person was on the old page.' : `${n(clicked)} people were on the old page.`,
  linkChanged: (label: string, address: string): Rich =>
    rich`✅ ${b(label)} leads to ${address} now, also in the messages already sent.`,
  goingOn: 'Done. The broadcast goes on.',

  textsAsked: '✏️ Which message is wrong?',
  textAsked: '✏️ Send the right message: text with any formatting, or a photo, video, animation or file with a caption.',
  forWhom: (name: string): Rich => rich`For ${b(name)}.`,
  isNow: 'It is now:',
  keepsAlbum:
    'If you send only text, it becomes the caption. How many the album holds, and in what order, stays as it was sent.',
  albumAsked: (nth: number, all: number): string =>
    `🔁 Which one is wrong? Chosen is ${n(nth)} of ${n(all)}: send what should stand in its place. Its words stay.`,
  keepsMedium:
    'If you send only text, the media and the buttons stay: Telegram does not let such a message become plain text.',
  keepsButtons: 'The buttons stay as they are.',
  sameMessage: 'That is what they already have. Send what should replace it.',
  buttonsAsked: (typed: string): string => (typed === '' ? '🔘 There are no buttons yet.' : `🔘 Now:\n${typed}`),
  previewAbove: '👆 This is how it will look.',
  previewRefused: (why: string): string => `❌ Telegram refuses it: ${why}`,
  previewUnreached: '❌ Telegram could not be reached. Please send it again in a minute.',
  wasNow: (was: string, now: string): Rich => rich`Was “${b(was)}”, now “${b(now)}”.`,
  added: (now: string): Rich => rich`New: “${b(now)}”.`,
  removed: (was: string): Rich => rich`Gone: “${b(was)}”.`,
  moreLines: (lines: number): string => `${n(lines)} more ${plural(lines, 'en', ['line differs', 'lines differ'])}.`,
  mediumDiffers: 'Another picture or file.',
  buttonsDiffer: 'Other buttons.',
  formatDiffers: 'The words are the same, the formatting is not.',
  willBeEdited: (have: number, time: string): string => `${messages(have)} will be edited silently, in about ${time}.`,
  waitingGetIt: (waiting: number): string => `${people(waiting)} waiting will get the right one.`,
  nobodyHasIt: 'Nobody has it yet.',
  cannotBeEdited: (unanswered: number): string =>
    `Telegram never answered for ${people(unanswered)}: if they have it, it stays unchanged.`,
  surelySaw: (seen: number): Rich => rich`${b(`${people(seen)} surely saw the old one.`)}`,
  orAnotherMessage: 'Not right yet? Just send another message.',
  orOtherButtons: 'Not right yet? Just send other buttons.',

  wrongPeople: (have: number, waiting: number): string =>
    `${people(have)} ${have === 1 ? 'has' : 'have'} it, ${n(waiting)} ${waiting === 1 ? 'is' : 'are'} waiting and will not get it.`,
  onlyHave: (have: number): string => `${people(have)} ${have === 1 ? 'has' : 'have'} it.`,
  tooLate: 'Telegram only deletes messages younger than 48 hours, and these are older.',
  takeBackAsked: (have: number, time: string): string =>
    `Deletes ${messages(have)} from their chats, in about ${time}.`,
  possibleUntil: (at: string): string => `Possible until ${at}.`,
  someTooOld: (old: number): string => `${messages(old)} older than 48 hours will stay.`,
  notification: (seen: number, clicked: number): string =>
    `Some will have read the notification: ${n(seen)} surely saw it, ${n(clicked)} clicked.`,
  cannotBeUndone: 'It cannot be undone.',

  editing: (bar: string, percent: number, done: number, of: number): Rich =>
    rich`✏️ Correcting for all\n${bar} ${b(`${percent} %`)} · ${n(done)} of ${n(of)}`,
  takingBack: (bar: string, percent: number, done: number, of: number): Rich =>
    rich`🗑 Taking back\n${bar} ${b(`${percent} %`)} · ${n(done)} of ${n(of)}`,
  edited: (done: number, failed: number, reasons: string): Rich =>
    failed === 0
      ? rich`✅ ${b(`Edited ${n(done)}.`)}`
      : rich`✅ ${b(`Edited ${n(done)}; ${n(failed)} could not be`)} (${reasons}).`,
  takenBack: (done: number, remain: number, reasons: string): Rich =>
    remain === 0
      ? rich`✅ ${b(`Taken back ${n(done)}; none remain.`)}`
      : rich`✅ ${b(`Taken back ${n(done)}; ${n(remain)} ${remain === 1 ? 'remains' : 'remain'}`)} (${reasons}).`,
  editStopped: (done: number, left: number): Rich =>
    rich`⏹ ${b(`Stopped: ${n(done)} edited`)}, ${n(left)} still show the old one.`,
  takeBackStopped: (done: number, left: number): Rich =>
    rich`⏹ ${b(`Stopped: ${n(done)} taken back`)}, ${n(left)} remain.`,
  wentOver: 'A newer fix has taken over from this one.',
  unansweredRemain: (unanswered: number): string =>
    `Telegram never answered for ${people(unanswered)}: if they have it, they keep it.`,
  reason: (reason: string, total: number): string => `${reason} ${n(total)}`,
  reasons: {
    gone: 'they deleted the message',
    too_old: 'too old',
    limited: 'chat limited by Telegram',
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
    refused: 'Telegram refused',
  },

  followUps: (name: string): Rich => rich`✉️ ${b(name)}: write to whom?`,
  followUpsHint:
    'Each opens a new offer for exactly these people; 👥 shows who they are. Without it are people who are in its segments today, also those who came after it was sent.',
  nobodyThere: (name: string): Rich => rich`Nobody has ${b(name)} yet, so there is nobody to write to.`,
  groups: {
    clicked: (size: number): string => `👆 Clicked · ${n(size)}`,
    seen: (size: number): string => `👁 Saw for certain · ${n(size)}`,
    notClicked: (size: number): string => `💤 Did not click · ${n(size)}`,
    notReached: (size: number): string => `📭 Without it today · ${n(size)}`,
    got: (size: number): string => `📬 Got it · ${n(size)}`,
  },
  /** Who is in each of these groups. */
  whoKeys: {
    clicked: '👥 Clicked',
    seen: '👥 Saw it',
    notClicked: '👥 Did not click',
    notReached: '👥 Without it',
    got: '👥 Got it',
  },
  whoAreThey: (name: string): Rich => rich`👥 ${b(name)}: who are they?`,
  /** The groups of a report; with their number at most 34 characters. */
  counted: {
    delivered: 'Delivered',
    seen: 'Saw it for certain',
    probably: 'Saw it probably',
    clicked: 'Clicked',
    replied: 'Replied',
    stopped: 'Stopped offers',
    stopped_too_many: 'Stopped: too many',
    stopped_not_for_me: 'Stopped: not for them',
    stopped_bought: 'Stopped: had bought',
    stopped_other: 'Stopped: other reason',
    stopped_silent: 'Stopped: did not say',
    paused: 'Paused offers',
    blocked: 'Blocked the bot then',
    no_answer: 'No answer',
    waiting: 'Still waiting',
    not_sent: 'Not sent',
    held_out: 'Its own control group',
    taken_back: 'Taken back',
    failed: 'Not delivered',
    failed_blocked: 'Failed: blocked',
    failed_deactivated: 'Failed: account gone',
    failed_unknown_chat: 'Failed: chat not found',
    failed_no_voice: 'Failed: no voice',
    failed_content: 'Failed: refused',
    failed_limited: 'Failed: chat limited',
    failed_other: 'Failed: other reason',
    skipped: 'Left out',
    skipped_left_out: 'Left out: a segment',
    skipped_unsubscribed: 'Left out: stopped',
    skipped_paused: 'Left out: on pause',
    skipped_blocked: 'Left out: blocked',
    skipped_deactivated: 'Left out: account gone',
    skipped_control: 'Left out: quarter’s group',
    skipped_cap: 'Left out: had enough',
    skipped_less_often: 'Left out: less often',
    skipped_topic: 'Left out: not about this',
    skipped_quiet: 'Left out: quiet hours',
    skipped_too_late: 'Left out: too late',
    skipped_no_code: 'Left out: no code',
    skipped_asked: 'Left out: asked before',
    skipped_other: 'Left out: other reason',
  },
  countedKey: (counted: string, size: number): string => `${counted} · ${n(size)}`,
  /** What the people of a group are called, also as a segment; `message` 0: of all messages. */
  countedOf: (counted: string, name: string, message: number): string =>
    `${counted} · “${name}”${message === 0 ? '' : ` · message ${message}`}`,
  messageNumber: (message: number): string => `Message ${message}`,
  nobodyCounted: 'Nobody is in it yet.',
  segments: {
    clicked: (name: string): string => `Clicked “${name}”`,
    clickedUntil: (name: string, day: string): string => `Clicked “${name}” until ${day}`,
    seen: (name: string): string => `Saw “${name}”`,
    seenUntil: (name: string, day: string): string => `Saw “${name}” until ${day}`,
    notClicked: (name: string): string => `Did not click “${name}”`,
    notReached: (name: string): string => `In its segments, without “${name}”`,
    stillHave: (name: string): string => `Still have “${name}”`,
    got: (name: string): string => `Got “${name}”`,
    heldOut: (name: string): string => `Control group of “${name}”`,
  },

  buttons: {
    fix: '🔧 Fix',
    link: '🔗 A link',
    text: '✏️ Text, photo, buttons',
    people: '👥 Wrong people',
    nothing: '▶️ Nothing, go on',
    changeAndGoOn: '✅ Change and go on',
    change: '✅ Change',
    editAndGoOn: '✅ Edit and go on',
    edit: '✅ Edit',
    buttons: '🔘 Buttons',
    album: '🔁 Replace one',
    noButtons: '🚫 No buttons',
    stopAndTakeBack: '🗑 Stop and take back',
    takeBackOnly: '🗑 Take back',
    onlyStop: '⛔ Only stop',
    takeBack: (have: number): string => `🗑 Take back ${n(have)}`,
    stopHere: '⏹ Stop here',
    writeTo: (size: number): string => (size === 1 ? '✉️ Write to them' : `✉️ Write to the ${n(size)}`),
    saySorry: (size: number): string => (size === 1 ? '✉️ Say sorry to them' : `✉️ Say sorry to the ${n(size)}`),
    rightPeople: '👥 Same offer, right people',
    broadcast: '📣 Broadcast',
    followUps: '✉️ Write to …',
    repeat: '🔁 Same message, same people',
    copy: '📄 Same message, other people',
  },
}
