import { count } from '../../format.js'
import { b, type Rich, rich } from '../../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${value === 1 ? 'person' : 'people'}`

/** What is said before an offer is approved. */
export const check = {
  checkTitle: (name: string): Rich => rich`📋 ${b('Check before sending')}: ${b(name)}`,
  missing: 'Not ready yet. Tap what is missing:',
  missingWhom: 'Nobody is chosen.',
  missingMessage: 'There is no message.',
  missingMessageFor: (name: string): Rich => rich`There is no message for ${b(name)}.`,
  inSegments: (size: number): string => `${n(size)} in the segments`,
  leftOut: (size: number, reason: string): string => `− ${n(size)} ${reason}`,
  reasons: {
    left_out: 'left out by you',
    erased: 'asked to be forgotten',
    unsubscribed: 'stopped offers',
    paused: 'on pause',
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
    control: 'control group of the quarter',
    cap: 'already had their share',
    less_often: 'want fewer, and had theirs',
    topic: 'do not want to hear about this',
    quiet: 'have quiet hours then',
    too_late: 'would get it too late',
    no_code: 'no promo code left for them',
    asked: 'were asked something else, or answered already',
    ended: 'are out of the series already',
    late: 'would get it days too late',
    only_if: 'it is not meant for',
    no_need: 'need no reminder',
  },
  hadTheirs: (cap: string): string => `already had theirs (${cap})`,
  willGet: (size: number): Rich => rich`= ${b(`${n(size)} will get it`)}`,
  nobody: 'Nobody would get it, so it cannot be sent. Choose other people.',
  first: (when: string): string => `First: ${when}.`,
  atOnce: 'a minute after you send it',
  quietUntil: (when: string): string => `🌙 Quiet hours: it waits until ${when}.`,
  quietSilent: (size: number, all: boolean): string =>
    all
      ? '🔕 Quiet hours then: it comes without a sound.'
      : `🔕 Quiet hours where ${people(size)} ${size === 1 ? 'lives' : 'live'}: it comes there without a sound.`,
  quietFor: (size: number, when: string): string =>
    `🌙 Quiet hours where ${people(size)} ${size === 1 ? 'lives' : 'live'}: the last of them gets it ${when}.`,
  quietMeanwhile: (when: string): string => `🌙 Quiet hours come in between: the rest get it from ${when}.`,
  notLater: (until: string): string => `Not later than ${until}.`,
  someTooLate: (size: number): string => `⚠️ For about ${n(size)} of them it would be too late: they get nothing.`,
  overlong: (size: number, names: string, length: { worst: number; limit: number }): string =>
    `⚠️ With the name filled in it is too long for ${people(size)} (${names}): up to ${n(length.worst)} of ${n(length.limit)} characters. The name is cut; shorten the text to keep it whole.`,
  overlongFields: (size: number, names: string, length: { worst: number; limit: number }): string =>
    `⚠️ With their fields filled in it is too long for ${people(size)} (${names}): up to ${n(length.worst)} of ${n(length.limit)} characters. They read the words after | instead; shorten the text so that the fields fit.`,
  bareField: (field: string, size: number): string =>
    `⚠️ {${field}} is not known of ${people(size)}, who read nothing in its place. Write what they should read: {${field}|…}.`,
  lineTooLong: (over: number, name: string): string =>
    `With the shop’s line below, the message is ${n(over)} characters too long${name}. Shorten it.`,
  noRoomForLine:
    'The shop’s line stands below every offer, and a round video has no room for words. Send another kind of message.',
  firstTooLong: (over: number, line: number): string =>
    `For people who were moved in it is ${n(over)} characters too long: the first line above it takes ${n(line)}. Shorten the text.`,
  alsoGet: (size: number, offer: string, when: string): string => `⚠️ ${n(size)} of them also get “${offer}”: ${when}.`,
  linksShut: '⚠️ Links do not open from outside, so it cannot be sent yet. /admin shows why.',
  goesAt: (name: string, time: string, size: number): Rich =>
    rich`🚀 ${b(name)} goes at ${b(time)} to ${people(size)}.`,
  undone: '↩️ Undone: nothing was sent.',
  begunAlready: 'It has already started. Use the buttons on its card.',
  last: (time: string): string => `Last: about ${time}.`,
  decided: (time: string): string =>
    `Who exactly is decided at ${time}; if that is nobody, or more than twice as many, I hold it and ask you.`,
  changed: (before: number, after: number): string =>
    `⚠️ It was ${n(before)} when you looked, now it is ${n(after)}. Please look again.`,
  editedSince: '⚠️ The offer has changed since you looked. Please look again.',
  noLinks: '⚠️ Its goal needs clicks, but there is nothing to click on.',
  noLinksFor: (names: string): string => `⚠️ Its goal needs clicks, but there is nothing to click on for ${names}.`,

  discardAsked: (name: string): Rich => rich`🗑 Discard ${b(name)}? It cannot be brought back.`,
  discarded: (name: string): Rich => rich`🗑 ${b(name)} is discarded. Start another with /new.`,
}
