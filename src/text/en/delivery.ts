import { count, plural } from '../format.js'
import { b, code, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** The list of broadcasts and the card of one of them. */
export const delivery = {
  list: (total: number): Rich => rich`📣 ${b('Broadcasts')} · ${n(total)}`,
  listEmpty: 'Nothing has been sent yet. Start an offer with /new.',
  marks: { scheduled: '🕙', planning: '⏳', running: '▶️', paused: '⏸', finished: '✅', cancelled: '✖️' },
  remindsMark: '🔔',
  onHold: 'on hold',

  headline: (name: string): Rich => rich`📣 ${b(name)}`,
  starts: (at: string): Rich => rich`🕙 Starts ${b(at)}`,
  startsNow: '🕙 Starts in a moment',
  /** Under the start of a scheduled broadcast. */
  approvedFor: (shown: number) => `${people(shown)} when it was approved. Who exactly is decided when it starts.`,
  /** Under it: when its admin is reminded. */
  reminds: (at: string) => `I remind you at ${at}.`,
  reminder: (name: string, when: string, left: string, people: number): Rich =>
    rich`🔔 ${b(name)} goes at ${b(when)}, in ${left}. ${n(people)} ${people === 1 ? 'was' : 'were'} to get it when it was approved.`,
  waitsForLinks: '🔗 Its links do not open at the moment. I look every few seconds and start as soon as they do.',
  planning: '⏳ Finding out who gets it…',
  finished: (at: string, took: string) => `✅ Finished ${at}, in ${took}`,
  ended: '✖️ Ended for good',
  endedUnsent: '✖️ Ended for good before it began. Nobody got it.',

  bar: (bar: string, percent: number, done: number, of: number): Rich =>
    rich`${bar} ${b(`${percent} %`)} · ${n(done)} of ${n(of)}`,
  speed: (perSecond: string) => `${perSecond}/s`,
  left: (time: string) => `about ${time} left`,
  rest: (length: string, until: string) => `⏳ Telegram asked to wait ${length}, until ${until}`,
  outage: '🔌 Telegram is not answering. Nothing is lost: I keep trying.',
  unheard:
    '👂 I cannot hear your subscribers right now. Nobody could press Stop, so nothing is sent. It continues by itself.',
  careful: '🔌 Telegram answers again. Continuing carefully.',
  lastAnswers: (sending: number) => `Waiting for Telegram’s answer about the last ${n(sending)}`,
  counts: (delivered: number, notDelivered: number, noAnswer: number) =>
    [
      `Delivered ${n(delivered)}`,
      ...(notDelivered === 0 ? [] : [`not delivered ${n(notDelivered)}`]),
      ...(noAnswer === 0 ? [] : [`no answer from Telegram ${n(noAnswer)}`]),
    ].join(' · '),
  /** By everyone's own clock: when it goes on, and when it ends. */
  nextByClock: (at: string) => `🕙 The next get it ${at}`,
  lastByClock: (at: string) => `🕙 The last get it ${at}`,
  quiet: (until: string) => `🌙 Quiet hours: it goes on ${until}`,
  /** What people did while it goes. */
  marksSoFar: (seen: number, clicked: number, stopped: number, blocked: number) =>
    [
      ...(seen === 0 ? [] : [`Seen for certain ${n(seen)}`]),
      ...(clicked === 0 ? [] : [`clicked ${n(clicked)}`]),
      ...(stopped === 0 ? [] : [`stopped ${n(stopped)}`]),
      ...(blocked === 0 ? [] : [`blocked ${n(blocked)}`]),
    ].join(' · '),
  notLater: (at: string) => `⏱ Not later than ${at}`,
  urgent: '⚡ Urgent, goes before others',
  waiting: (waiting: number) => `Waiting ${n(waiting)}`,
  notSent: (notSent: number) => `Not sent ${n(notSent)}`,

  pausedToChange: '⏸ On hold while it is being changed',
  wasFor: (at: string) => `It was approved for ${at}. If you put it back as it was, it starts then.`,
  dueMeanwhile: (at: string) => `It was approved for ${at}. That time has passed, so it waits for you.`,
  askNow: (name: string, people: number, when: string): Rich =>
    rich`⏭ Send ${b(name)} now to about ${b(n(people))} instead of ${when}?`,
  withdrawn: (name: string): Rich => rich`✖️ ${b(name)} is cancelled. It is a draft again; nothing is lost.`,
  cancelled: (name: string): Rich => rich`✖️ ${b(name)} is cancelled. Nobody got it.`,
  notRestored: 'It has changed since, or its time has passed. Open the draft and schedule it again.',
  stillChanging: (name: string, since: string): Rich =>
    rich`⏸ ${b(name)} is on hold: it was opened for changes, and nobody has touched it since ${since}.`,
  dueWhileChanging: (name: string, at: string): Rich =>
    rich`⏰ ${b(name)} was due at ${b(at)}. It waits, because it is being changed.`,
  pausedToFix: 'Paused for a fix.',
  pausedForLinks: 'Its links do not open from outside, so it was not started.',
  paused: '⏸ Paused',
  pausedBeforeStart: '⏸ On hold: it will not start by itself',
  /** Added when the time it was meant for has passed. */
  timePassed: (at: string) => `It was scheduled for ${at}. If you go on, it starts at once.`,
  timeAhead: (at: string) => `If you go on, it starts ${at}.`,
  late: (at: string): Rich =>
    rich`⏸ ${b('It should have started')} ${at}, but this program was not running then. Start it now?`,
  foundNobody: (shown: number): Rich =>
    rich`⏸ ${b('It found nobody')}, so nothing was sent. ${people(shown)} when it was approved.`,
  foundMore: (found: number, shown: number): Rich =>
    rich`⏸ ${b(`It found ${people(found)}`)}, more than twice the ${n(shown)} when it was approved. Send it to all of them?`,
  refused: (words: string, refused: number): Rich =>
    rich`⏸ ${b('Telegram refuses the message')}, five people in a row:\n${code(words)}\nRefused to ${people(refused)}; they wait again if you go on.`,
  unauthorized: (words: string): Rich =>
    rich`⏸ ${b('Telegram no longer accepts the bot’s token')}:\n${code(words)}\nPut the new one into BOT_TOKEN, start the program again, then go on.`,

  unwritten: (words: string): Rich =>
    rich`⏸ ${b('The result of a message cannot be saved')}:\n${code(words)}\nNothing is lost and nobody gets it twice: I keep trying. If you go on, it may stop here again.`,
  restored: rich`⏸ ${b('A backup was restored.')} It does not know who got this after it was made, so it is sent to nobody by itself: those who waited count as without an answer. Resume finishes it, and the report offers to send it to them again.`,
  restoredBeforeStart: (at: string): Rich =>
    rich`⏸ ${b('A backup was restored.')} This was planned for ${at} and may have gone out already: if so, end it. Resume sends it to everyone it was meant for.`,
  unreadable: rich`⏸ ${b('Its list of recipients can no longer be read')}, so nothing is sent. End it and send the offer again.`,

  stopped: (done: number, of: number): Rich => rich`⛔ ${b(`Stopped at ${n(done)} of ${n(of)}`)}`,
  stoppedBeforeStart: '⛔ Stopped: it will not start. Nobody got it.',
  othersWait: (waiting: number) => `${people(waiting)} are waiting and get nothing unless you resume.`,
  askEnd: (name: string): Rich => rich`🗑 End ${b(name)} for good?`,
  willNotGet: (waiting: number, delivered: number) =>
    `${people(waiting)} will not get it. The ${people(delivered)} who got it keep it. This cannot be undone.`,
  nobodyWillGet: 'Nobody got it and nobody will. This cannot be undone.',

  buttons: {
    change: '✏️ Change',
    goOnChanging: '✏️ Go on',
    asItWas: '↩️ As it was',
    test: '👁 Test',
    now: '⏭ Send now',
    reallyNow: (people: number) => `⏭ Send now · ${n(people)}`,
    cancel: '✖️ Cancel',
    undo: '↩️ Undo',
    draft: '📝 Draft',
    pause: '⏸ Pause',
    resume: '▶️ Resume',
    stop: '⛔ Stop',
    goOn: '▶️ Go on',
    startNow: '▶️ Start now',
    tryAgain: '▶️ Try again',
    sendTo: (found: number) => `▶️ Send to ${n(found)}`,
    end: '🗑 End it for good',
    reallyEnd: '🗑 Yes, end it',
    soFar: '📊 So far',
    report: '📊 Report',
    list: '← Broadcasts',
  },
}
