import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const list = (names: readonly string[]): string => names.map(name => `“${name}”`).join(', ')

/** Why somebody got a broadcast, or did not. */
export const whyCards = {
  door: '❔ Why …',
  doorOf: '❔ Why this one?',
  asked: (offer: string): Rich =>
    lines([
      rich`❔ ${b(offer)}`,
      'Who? Send a name or a part of it, @name, id, phone, or forward a message of theirs.',
    ]),
  title: (name: string, offer: string): Rich => rich`❔ ${b(name)} · ${offer}`,
  another: '🔎 Somebody else',
  person: '👤 This person',

  got: (at: string): Rich => rich`✅ ${b('Got it')} ${at}.`,
  unsure: (at: string): Rich =>
    rich`❓ ${b('Telegram never answered')} ${at}: they may have it or not. It is not sent again by itself.`,
  segments: (names: readonly string[]): string => `The message for ${list(names)}.`,
  everyoneElse: 'The message for everyone else.',
  corrected: 'It was corrected in their chat afterwards.',
  takenBack: (at: string): string => `Deleted from their chat again ${at}.`,
  seen: { confirmed: 'Seen for certain', inferred: 'Probably seen' },
  notSeen: 'No sign that it was seen',
  clicked: (times: number): string => `clicked ${count(times, 'en')} ${plural(times, 'en', ['time', 'times'])}`,
  replied: 'replied',
  order: (money: string, at: string, by: string): string => `Came after it: an order of ${money}, ${at} (${by}).`,

  failed: (at: string, why: string): Rich => rich`✖️ ${b('Did not get it')} ${at}: ${why}.`,
  leaving: rich`📨 ${b('On its way')} right now.`,
  later: (at: string): Rich => rich`⏳ ${b('Gets it')} ${at}, by their own clock and outside their quiet hours.`,
  turn: rich`⏳ ${b('Waits for their turn.')}`,
  careful: 'It starts carefully, and they are not among the few who get it first.',
  version: 'Versions are being tried on others; this person gets the one that is decided on.',
  rests: 'The broadcast is on hold.',
  notSent: rich`✖️ ${b('Did not get it')}: it was ended before their turn.`,
  control: (share: string): Rich =>
    rich`🧪 ${b('Did not get it')}: in its control group. ${share} were drawn by dice, so that its effect can be known.`,
  left: (why: string): Rich => rich`➖ ${b('Left out')}: ${why}.`,
  reasons: {
    leftOut: (names: readonly string[]): string => `in a segment that was left out, ${list(names)}`,
    leftOutOneOf: (names: readonly string[]): string => `in a segment that was left out, one of ${list(names)}`,
    unsubscribed: (since: string | null): string =>
      since === null ? 'had stopped offers' : `had stopped offers ${since}`,
    paused: (since: string | null, until: string | null): string =>
      `was on pause${since === null ? '' : `, begun ${since}`}${until === null ? '' : `, until ${until}`}`,
    blocked: (since: string | null): string =>
      since === null ? 'had blocked the bot' : `had blocked the bot, known since ${since}`,
    deactivated: (since: string | null): string =>
      since === null ? 'their account is deleted' : `their account is deleted, known since ${since}`,
    cap: 'had as many messages already as the shop allows',
    less_often: 'wanted fewer offers than that, and had theirs',
    topic: 'chose not to hear about this',
    quiet: 'it was in their quiet hours, and what falls into these is left out',
    too_late: (until: string | null): string =>
      until === null ? 'it would have been too late' : `it was not to come later than ${until}`,
    asked: 'had been asked this already',
    control: (until: string | null): string =>
      `in the control group of the quarter, which gets no offers${until === null ? '' : ` until ${until}`}`,
    no_code: 'no promo code was left for them',
    ended: 'was out of the series by then',
    late: 'it would have come over three days after its time',
    only_if: 'this message of the series was not meant for them',
    no_need: 'needed no reminder by then: they had pressed, answered or ordered, or the next message had come',
    erased: 'asked to be forgotten',
    other: 'for a reason that was not written down',
  },
  had: (days: number): string => (days > 7 ? 'In the 30 days before:' : 'In the week before:'),
  hadLine: (name: string, at: string): string => `• ${name}, ${at}`,
  hadGone: 'It is no longer known which ones.',

  series: {
    never: rich`➖ ${b('Has never been in this series.')}`,
    coming: (at: string): Rich => rich`⏳ ${b('Has not come so far yet')}: what comes next is decided ${at}.`,
    past: rich`➖ ${b('Was past this point already')} when the message was added to the series.`,
    ended: (why: string): Rich => rich`➖ ${b('Left the series before')}: ${why}.`,
    why: {
      ordered: 'ordered',
      clicked: 'opened a link',
      replied: 'answered',
      left: 'left the segment',
      stopped: 'stopped offers',
      ended: 'the series was ended',
    },
  },
  hadTurn: (at: string): Rich =>
    rich`➖ ${b('Had it before')}, ${at}: this offer goes again and again, but not so soon again to the same person.`,
  outside: (at: string): Rich => rich`➖ ${b('Was in none of its segments')} when it was decided who gets it, ${at}.`,
  notKept: 'Who was in which segment then is not kept, so the reason cannot be known any more.',
  nowIn: (names: readonly string[]): string => `Today they are in ${list(names)}.`,
  nowElse: 'Today they would get it, as everyone else.',
  nowNone: 'Today they are in none of them either.',
  cameLater: (came: string, at: string): Rich =>
    rich`➖ ${b('Was not here yet')}: it was decided who gets it ${at}, and they came ${came}.`,
  notBegun: (at: string): Rich => rich`🕙 ${b('Nobody has it yet.')} Who gets it is decided when it starts, ${at}.`,
  neverBegan: rich`✖️ ${b('Nobody got it')}: it was cancelled before it began.`,
  deciding: rich`⏳ ${b('It is being decided')} right now who gets it.`,
  forgotten: rich`➖ ${b('They asked to be forgotten')}, so nothing is known of them any more.`,

  standings: (name: string): Rich => rich`❔ ${b(name)}: which broadcast?`,
  noBroadcasts: 'Nothing has been sent yet.',
  marks: {
    queued: '⏳',
    sending: '📨',
    sent: '✅',
    failed: '✖️',
    uncertain: '❓',
    skipped: '➖',
    held_out: '🧪',
    none: '▫️',
  },
  legend: '✅ got it · ➖ left out · ✖️ not delivered · 🧪 control group · ▫️ was not in it',
}
