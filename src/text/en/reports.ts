import { count, least, plural } from '../format.js'
import { b, i, type Piece, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const times = (value: number) => `${n(value)} ${plural(value, 'en', ['time', 'times'])}`
/** What is usual, after a figure. */
const apart = (usual: string | null) => (usual === null ? '' : ` (usual ${usual})`)
const beside = (usual: string | null) => (usual === null ? '' : `; usual ${usual}`)

/** What came of a broadcast. Shares come ready-made ("9.1 %"), because they must not be rounded into something nicer. */
export const reports = {
  headline: (name: string): Rich => rich`📊 ${b(name)}`,
  finished: (at: string) => `Finished ${at}`,
  ended: (at: string) => `Ended by hand ${at}`,
  preliminary: 'Preliminary: not everything is sent yet',
  /** After the end, while what people do still counts. */
  preliminaryUntil: (at: string) => `preliminary until ${at}`,
  windowClosed: (day: string) => `counted until ${day}`,
  goal: (goal: string, judged: string) => `Goal: ${goal} · judged by ${judged}`,

  delivered: (delivered: number, of: number, share: string): Rich =>
    rich`${b(`Delivered ${n(delivered)} of ${n(of)}`)} (${share})`,
  notDelivered: (total: number, reasons: string) => `Not delivered ${n(total)}: ${reasons}`,
  noAnswer: (total: number) => `No answer from Telegram ${n(total)}: they may have it or not`,
  waiting: (total: number) => `Waiting ${n(total)}`,
  notSent: (total: number) => `Not sent, because it was ended: ${n(total)}`,
  leftOut: (total: number, reasons: string) => `Left out ${n(total)}: ${reasons}`,
  takenBack: (total: number) => `Taken back ${n(total)}: deleted from their chats again`,
  reason: (reason: string, total: number) => `${reason} ${n(total)}`,
  failures: {
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
    unknown_chat: 'chat not found',
    no_voice: 'takes no voice messages',
    content: 'message refused',
    limited: 'chat limited by Telegram',
    other: 'other',
  },
  exclusions: {
    left_out: 'in a segment left out',
    erased: 'asked to be forgotten',
    unsubscribed: 'stopped offers',
    paused: 'on pause',
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
    control: 'control group of the quarter',
    cap: 'had enough messages already',
    less_often: 'wanted fewer, and had theirs',
    topic: 'do not want to hear about this',
    quiet: 'had quiet hours',
    too_late: 'too late to send',
    no_code: 'no promo code was left',
    asked: 'asked already',
    ended: 'out of the series by then',
    late: 'over three days late',
    only_if: 'not meant for them',
    no_need: 'needed no reminder',
    other: 'other',
  },

  seen: (certain: number, share: string, probably: number, probableShare: string, usual: string | null) =>
    `Seen for certain ${least(share)} (${n(certain)}${beside(usual)})${probably === 0 ? '' : ` · probably ${n(probably)} more (${probableShare})`}`,
  clicked: (clicked: number, share: string, usual: string | null) =>
    clicked === 0 ? `Nobody clicked${apart(usual)}` : `Clicked ${share} (${people(clicked)}${beside(usual)})`,
  replied: (replied: number, share: string, usual: string | null) =>
    replied === 0 ? `Nobody replied${apart(usual)}` : `Replied ${share} (${people(replied)}${beside(usual)})`,
  shared: (shared: number, share: string) =>
    shared === 0 ? 'Nobody shared their number' : `Shared their number ${share} (${people(shared)})`,
  contacts: (asked: number, found: number): string =>
    `Pressed the button ${n(asked)} · found among customers ${n(found)}`,
  rose: (rose: number, of: number, share: string): string => `Moved up: ${n(rose)} of ${n(of)} (${share})`,
  roseControl: (rose: number, of: number, share: string): string =>
    `Control group, in the same days: ${n(rose)} of ${n(of)} (${share})`,
  roseBecause: (difference: string, low: string, high: string): string =>
    `Because of it: ${difference} in 100; the truth lies between ${low} and ${high}`,
  roseOthers: (rose: number, of: number, share: string): string =>
    `Not sent to, in the same days: ${n(rose)} of ${n(of)} (${share})`,
  judgedByOrders: 'people who bought',
  tooFew: 'too few to say',
  /** The figure that the offer is judged by stands first. */
  judged: (figure: Piece): Rich => rich`🎯 ${b(figure)}`,
  /** Stands for all figures while they are nothing. */
  nothingYet: 'Nobody has shown yet that they saw it, clicked or replied.',
  openings: (machine: number, unsure: number) => {
    const robots = machine === 0 ? [] : [`robots opened links ${times(machine)}`]
    const doubtful =
      unsure === 0 ? [] : [`${n(unsure)} ${plural(unsure, 'en', ['opening is', 'openings are'])} doubtful`]
    return `Not counted as clicks: ${[...robots, ...doubtful].join(', ')}`
  },
  left: (
    stopped: number,
    share: string,
    paused: number,
    blocked: number,
    perThousand: string,
    usual: { stopped: string | null; blocked: string | null },
  ) =>
    `Stopped offers ${n(stopped)} (${share}${beside(usual.stopped)}) · paused offers ${n(paused)} · blocked the bot ${n(blocked)} (${perThousand} per 1,000${beside(usual.blocked)})`,
  /** Why those who stopped did, as far as they said. */
  stoppedBecause: (stopped: number, reasons: readonly string[]) => `Stopped ${n(stopped)}: ${reasons.join(' · ')}`,
  stopReasons: {
    too_many: 'too many',
    not_for_me: 'not for me',
    bought: 'bought already',
    other: 'other',
    silent: 'did not say why',
  },
  help: (at: string): Rich =>
    i(
      `Delivered: Telegram took the message. Shares are of delivered. Telegram never says who saw it; for certain are those who clicked, pressed, replied or reacted. As of ${at}.`,
    ),
  nothingSent: 'Nothing was sent.',

  more: (name: string): Rich => rich`📊 ${b(name)} · more`,
  byMessage: 'by message',
  byLink: 'by link',
  message: (name: string, delivered: number): Rich => rich`${b(name)} · delivered ${n(delivered)}`,
  messageFigures: (seen: string, clicked: string, replied: number) =>
    `seen for certain ${least(seen)} · clicked ${clicked} · replied ${n(replied)}`,
  messageLeft: (stopped: number, paused: number, blocked: number) =>
    `stopped ${n(stopped)} · paused ${n(paused)} · blocked ${n(blocked)}`,
  link: (number: number, label: string): Rich => rich`${number} ${b(label)}`,
  linkUncounted: 'opens in Telegram itself; its presses are not counted',
  linkFigures: (clicked: number, openings: number) => `${people(clicked)} · ${times(openings)}`,
  /** Where a repaired link led, and when. */
  since: (at: string) => `since ${at}`,
  until: (at: string) => `until ${at}`,
  targetLine: (when: string, address: string, figures: string) => `   ${when} → ${address}: ${figures}`,

  buttons: {
    byMessage: '💬 By message',
    byLink: '🔗 By link',
    resend: '🔁 Send to these again',
    more: '⋯ More',
    refresh: '🔄 Refresh',
    reallyResend: '🔁 Send again',
  },
  askResend: (total: number): Rich =>
    rich`${b(`Telegram never answered for ${people(total)}.`)} Some of them may have the message already and would get it twice. Send it to them again?`,
  nobodyToResend: 'Nobody is without an answer any more.',

  /** In the list of broadcasts, after the name. */
  glance: {
    seen: (share: string) => `seen ${share.startsWith('<') ? '> 0 %' : least(share)}`,
    clicked: (share: string) => `clicked ${share}`,
    replied: (share: string) => `replied ${share}`,
    shared: (share: string) => `gave a number ${share}`,
    ordered: (share: string) => `bought ${share}`,
    delivered: (delivered: number) => `${n(delivered)} delivered`,
  },
}
