import { SECOND, sleep } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import { isOffer, type Leavers } from '../crowd.js'
import { labelsOf, type Marketer, shownOf } from '../marketer.js'
import { keptOut } from '../shop/buyers.js'
import type { Terminal } from '../show/terminal.js'
import type { Stage } from '../stage.js'
import { demoWords } from '../words.js'
import { healLink } from './heal.js'

const LIMIT_MS = 90 * SECOND
const LOOK_MS = 250
/** So long everybody is answered 429, as it is when the limit is the whole token's. */
const FLOOD_MS = SECOND / 2
/** What was on its way when the 429 came has an answer by then. */
const CALM_MS = SECOND / 2
const CUT_AT = 0.2
const LIMIT_AT = 0.45
const HEAL_AT = 0.65

/** What goes wrong on the way. */
export type Trouble = {
  /** Seconds that the 429 in the middle asks for. */
  retryAfter: number
  /** Messages that are taken without an answer. */
  cuts: number
  /** So many of 10,000 are kept from the offer. */
  control: number
  /** Who leaves while it rests. */
  between: { stop: number; block: number }
}

/**
 * Follows a broadcast to its report, the progress card always before one's eyes. On the way the emulator takes some
 * messages without an answer, and asks for a rest, during which some people leave; and the marketer repairs a link.
 * @returns chats whose message was taken without an answer
 */
export async function followSending(
  stage: Stage,
  terminal: Terminal,
  marketer: Marketer,
  leavers: Leavers,
  options: Trouble,
): Promise<{ cut: ReadonlySet<number> }> {
  const { emulator, language } = stage
  const audience = stage.audience * (1 - options.control / 10_000)
  const words = demoWords(language)
  const { delivery, reports } = texts(language)
  const cut = new Set<number>()
  let arrived = 0
  let limited = false
  let rested = false
  const cuts = { kind: 'cut' as const, when: 'after' as const, methods: ['sendPhoto'], times: options.cuts }
  const limit = { kind: 'limit' as const, retryAfter: options.retryAfter, methods: ['sendPhoto'], forMs: FLOOD_MS }
  let healing: Promise<Message> | null = null
  const heal = () => {
    healing = healLink(stage, marketer, message => terminal.card(shownOf(message), labelsOf(message)))
    // A fault of it is told where it is awaited.
    healing.catch(() => {})
  }
  const plans = [
    { at: CUT_AT, strike: () => void emulator.fault(cuts), words: words.cutting(options.cuts) },
    { at: LIMIT_AT, strike: () => void emulator.fault(limit), words: words.limiting(options.retryAfter) },
    { at: HEAL_AT, strike: heal, words: words.healing(words.marketer) },
  ]

  const stop = emulator.watch(event => {
    if (event.kind === 'message' && isOffer(event.accepted)) {
      arrived++
      if (arrived < audience * (plans[0]?.at ?? 1)) return
      const plan = plans.shift()
      if (plan !== undefined) terminal.step(plan.words)
      plan?.strike()
    }
    if (event.kind !== 'call' || event.call.method !== 'sendPhoto') return
    if (event.call.code === 0 && event.call.chat !== null) cut.add(event.call.chat)
    if (event.call.code === 429 && !limited) {
      limited = true
      void sleep(CALM_MS).then(() => {
        const gone = leavers.between(options.between, keptOut(stage))
        terminal.step(words.leavingNow(gone.stop, gone.block))
      })
    }
  })

  try {
    let card = await marketer.see({ label: delivery.buttons.stop })
    for (const until = performance.now() + LIMIT_MS; ; await sleep(LOOK_MS)) {
      if (healing !== null) {
        terminal.clear()
        card = await healing
        healing = null
        terminal.step(words.healed)
      }
      const messages = marketer.person.messages()
      card = messages.find(message => message.message_id === card.message_id) ?? card
      if (messages.some(message => labelsOf(message).flat().includes(reports.buttons.refresh))) break
      if (performance.now() > until) throw new Error(words.tooLate(words.sending, LIMIT_MS / SECOND))
      const rest = limited && !rested ? restLine(card) : undefined
      if (rest !== undefined) {
        rested = true
        terminal.step(words.rests(words.marketer, rest))
      }
      showProgress(terminal, card, crowdLine(stage))
    }
    terminal.clear()
    terminal.card(shownOf(card), labelsOf(card))
    terminal.line(terminal.paint.dim(crowdLine(stage)))
    return { cut }
  } finally {
    stop()
    emulator.clearFaults()
  }
}

/** What the card says about a rest that Telegram asked for. */
function restLine(card: Message): string | undefined {
  return card.text?.split('\n').find(line => line.startsWith('⏳'))
}

/** The progress card, or in short its bar and what stands below it. */
function showProgress(terminal: Terminal, card: Message, crowd: string): void {
  const [, bar = '', now = ''] = (card.text ?? '').split('\n')
  terminal.status(
    [...terminal.paint.card(shownOf(card), labelsOf(card), 92), `    ${terminal.paint.dim(crowd)}`],
    [bar, now].filter(part => part !== '').join('  '),
  )
}

function crowdLine({ people, language }: Stage): string {
  const { peopleClicked, reacted, replied, stopped, stopWords, blocked } = people.totals()
  return demoWords(language).crowdLine(peopleClicked, reacted, replied, stopped + stopWords, blocked)
}
