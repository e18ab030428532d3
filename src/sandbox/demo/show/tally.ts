import { SECOND, sleep } from '../../../clock.js'
import type { MessageReport, ReasonCount, Report } from '../../../reports/metrics.js'
import { count, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { demoWords } from '../words.js'
import type { Paint } from './paint.js'
import type { Truth } from './truth.js'

/** One figure twice: what the product says and what really happened. Several numbers: the sum, then by message. */
export type Row = { name: string; product: number[]; emulator: number[] }

/** Puts every figure of the product's report beside what really happened. */
export function compareFigures(report: Report, truth: Truth, language: Language): Row[] {
  const { figures } = demoWords(language)
  const { failures, exclusions } = texts(language).reports
  const whole = (name: string, product: number, emulator: number): Row => ({
    name,
    product: [product],
    emulator: [emulator],
  })
  const parts = (name: string, total: number, of: (message: MessageReport) => number, truth: number[]): Row => ({
    name,
    product: [total, ...report.messages.map(of)],
    emulator: [sum(truth), ...truth],
  })
  const link = (name: string, of: 'people' | 'openings', button: number): Row => {
    const links = report.messages.map(message => report.links.filter(link => link.variantId === message.variantId))
    const own = links.map(links => links[button]?.[of] ?? 0)
    return { name, product: [sum(own), ...own], emulator: totals(truth.links[button]?.[of] ?? []) }
  }
  const labels = [...new Set(report.links.map(link => link.label))]
  return [
    whole(figures.planned, report.planned, truth.planned),
    parts(figures.delivered, report.delivered, message => message.delivered, truth.delivered),
    ...reasons(figures.notDelivered, failures, report.notDelivered, truth.notDelivered, REFUSED),
    ...reasons(figures.leftOut, exclusions, report.leftOut, truth.leftOut, LEFT_OUT),
    whole(figures.noAnswer, report.noAnswer, truth.noAnswer),
    whole(figures.waiting, report.waiting + report.notSent, 0),
    parts(figures.certain, report.seen.certain, message => message.seen.certain, truth.certain),
    parts(figures.probably, report.seen.probably, message => message.seen.probably, truth.probably),
    parts(figures.clicked, report.clicked, message => message.clicked, truth.clicked),
    ...labels.flatMap((label, button) => [
      link(figures.link(label), 'people', button),
      link(figures.openings(label), 'openings', button),
    ]),
    whole(figures.robots, report.openings.machine, truth.openings.robots),
    whole(figures.unsure, report.openings.unsure, truth.openings.unsure),
    parts(figures.replied, report.replied, message => message.replied, truth.replied),
    parts(figures.stopped, report.stopped, message => message.stopped, truth.stopped),
    parts(figures.paused, report.paused, message => message.paused, truth.paused),
    parts(figures.blocked, report.blocked, message => message.blocked, truth.blocked),
    whole(figures.twice, 0, truth.twice),
    whole(figures.mistaken, 0, truth.mistaken),
  ]
}

/** True when the product is right. */
export function agrees({ product, emulator }: Row): boolean {
  return product.length === emulator.length && product.every((number, i) => number === emulator[i])
}

/** The rows as a table, each with ✓ or ✗ at its end. */
export function tableOf(rows: readonly Row[], language: Language, paint: Paint): string[] {
  const words = (numbers: readonly number[]) => {
    const [total = 0, ...parts] = numbers.map(number => count(number, language))
    return parts.length === 0 ? `${total}` : `${total} = ${parts.join(' + ')}`
  }
  const { product, emulator } = demoWords(language).columns
  return paint.table([
    ['', paint.bold(product), paint.bold(emulator), ''],
    ...rows.map(row => [
      row.name,
      words(row.product),
      words(row.emulator),
      agrees(row) ? paint.good('✓') : paint.bad('✗'),
    ]),
  ])
}

/** Reasons that the story brings about; whether it brings one to anybody depends on the dice, and a figure of nobody is one too. */
const REFUSED = ['deactivated', 'blocked']
const LEFT_OUT = ['unsubscribed', 'paused', 'blocked']

/** @param expected those that have a row in any case */
function reasons(
  name: (reason: string) => string,
  names: Readonly<Record<string, string>>,
  product: readonly ReasonCount[],
  truth: ReadonlyMap<string, number>,
  expected: readonly string[],
): Row[] {
  const all = [...new Set([...expected, ...product.map(({ reason }) => reason), ...truth.keys()])]
  return all.map(reason => ({
    name: name(names[reason] ?? reason),
    product: [product.find(one => one.reason === reason)?.people ?? 0],
    emulator: [truth.get(reason) ?? 0],
  }))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const totals = (numbers: readonly number[]) => [sum(numbers), ...numbers]

const AGREE_MS = 8 * SECOND
const LOOK_MS = 250

/** Asks the product until its figures are the emulator's, but no longer than `ms`. @returns what it said last */
export async function untilAgreed(ask: () => Promise<Row[]>, ms = AGREE_MS): Promise<Row[]> {
  let rows = await ask()
  for (const until = performance.now() + ms; !rows.every(agrees) && performance.now() < until; ) {
    await sleep(LOOK_MS)
    rows = await ask()
  }
  return rows
}
