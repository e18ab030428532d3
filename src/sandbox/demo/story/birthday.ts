import { DateTime } from 'luxon'
import { seriesCounts } from '../../../delivery/campaign/series/counts.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Folk } from '../crowd/folk.js'
import type { Marketer } from '../marketer.js'
import { type Row, untilAgreed } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { againWords } from '../words/again-words.js'
import type { Due } from './days.js'
import { HOUR_OF_IT, LIMIT_MS, PUNCTUAL, readyId, startReady } from './ready-series.js'

/** Until Anna's day. */
const DAYS_AHEAD = 3
/** A leap year, in which every day is one. */
const BORN = 1992
/** Where Anna is: not where the shop is, so that her hour is another. */
const LIVES = {
  en: { lat: 38.72, lon: -9.14, zone: 'Europe/Lisbon' },
  ru: { lat: 56.84, lon: 60.61, zone: 'Asia/Yekaterinburg' },
} as const satisfies Record<Language, { lat: number; lon: number; zone: string }>

/** Somebody whose birthday comes: `at`, by their own clock, ms UTC. */
type Celebrant = { id: number; at: number }

/** The wishes of a birthday series that runs. */
export type Wishes = {
  /** The moments at which somebody is to get one. */
  readonly dues: readonly Due[]
  /** What the product says of it beside what people have in their chats. */
  compare(): Promise<Row[]>
}

/**
 * Anna says where she is, the shop tells when she was born, and the marketer starts the ready-made birthday by four taps.
 * @param options.tell told of what happens, in words
 * @param options.settled resolves when nobody of the crowd does anything more
 * @param options.left who wants nothing, or cannot be written to, besides those whose last deed says so
 * @param options.upto until when days will pass, ms UTC
 */
export async function startBirthday(
  stage: Stage,
  marketer: Marketer,
  options: {
    show: (message: Message) => void
    tell: (words: string) => void
    settled: Promise<void>
    folk: Folk
    left: { has(id: number): boolean }
    upto: number
  },
): Promise<Wishes> {
  const birthday = await tellOfAnna(stage, options.tell)
  const came = watchWishes(stage)
  await startReady(stage, marketer, 'birthday', options.show)
  const from = stage.now()
  await options.settled
  await stage.handled()
  return wishesOf(stage, celebrantsOf(stage, birthday, { ...options, from }), came)
}

/** She shares her location in the chat, and the shop tells her birthday by the API. @returns it, as YYYY-MM-DD */
async function tellOfAnna(stage: Stage, tell: (words: string) => void): Promise<string> {
  const { anna, language, publicUrl, apiKey, now } = stage
  const { lat, lon, zone } = LIVES[language]
  tell(againWords(language).annaLives)
  anna.sendLocation(lat, lon)
  await stage.handled()
  const birthday = DateTime.fromMillis(now(), { zone }).plus({ days: DAYS_AHEAD }).set({ year: BORN }).toISODate()
  const answer = await fetch(`${publicUrl}/crm/subscribers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ telegram_id: anna.id, fields: { birthday } }),
  })
  if (answer.status !== 200 || birthday === null) throw new Error(`the shop was answered ${answer.status}`)
  return birthday
}

/** Whose day comes in a time and who may be written to, by what the crowd itself knows. */
function celebrantsOf(
  stage: Stage,
  annas: string,
  { folk, left, from, upto }: { folk: Folk; left: { has(id: number): boolean }; from: number; upto: number },
): Celebrant[] {
  const { anna, emulator, people, language } = stage
  const gone = new Set(people.acts(({ kind, ok }) => ok && LEAVES.has(kind)).map(({ person }) => person))
  return folk.everybody.flatMap(({ id, birthday }) => {
    if (left.has(id) || gone.has(id) || emulator.person(id).state() !== 'open') return []
    const hers = id === anna.id
    const at = momentOf(hers ? annas : birthday, hers ? LIVES[language].zone : stage.rfmTerms().zone, from)
    return at <= upto ? [{ id, at }] : []
  })
}

const LEAVES: ReadonlySet<string> = new Set(['stop', 'word', 'pause', 'block'])

/** When a birthday comes round next, at the hour of the series, ms UTC. */
function momentOf(birthday: string, zone: string, after: number): number {
  const { month, day } = DateTime.fromISO(birthday)
  const { year } = DateTime.fromMillis(after, { zone })
  const moment = (of: number) => DateTime.fromObject({ year: of, month, day, hour: HOUR_OF_IT }, { zone }).toMillis()
  return moment(year) > after ? moment(year) : moment(year + 1)
}

/** The wishes that came into people's chats, and when, until it is stopped. */
type Came = { arrived: readonly Celebrant[]; stop(): void }

function watchWishes({ anna, emulator, language, now }: Stage): Came {
  const [wish] = texts(language).readyCampaigns.messages.birthday
  const said = wish?.text.split('}! ').at(-1) ?? ''
  const arrived: Celebrant[] = []
  const stop = emulator.watch(event => {
    if (event.kind !== 'message' || !(event.message.text ?? '').includes(said)) return
    arrived.push({ id: event.accepted.chat, at: now() })
    if (event.accepted.chat === anna.id) emulator.page.pick(anna.id)
  })
  return { arrived, stop }
}

function wishesOf(stage: Stage, celebrants: readonly Celebrant[], { arrived, stop }: Came): Wishes {
  const { app, emulator, language } = stage
  const words = againWords(language)
  const nameOf = (id: number) => emulator.person(id).profile().first_name
  const isRight = ({ id, at }: Celebrant, i: number) =>
    celebrants.some(one => one.id === id && Math.abs(one.at - at) < PUNCTUAL) &&
    arrived.findIndex(one => one.id === id) === i

  return {
    dues: [...new Set(celebrants.map(({ at }) => at))].map(at => {
      const whose = celebrants.filter(one => one.at === at).map(({ id }) => id)
      const told = words.wishes(whose.map(nameOf).join(', '))
      const came = () => whose.every(id => arrived.some(one => one.id === id))
      return { at, words: told, comes: async () => void (await emulator.waitFor(came, LIMIT_MS, told)) }
    }),
    async compare() {
      const { figures } = words
      const ask = async (): Promise<Row[]> => {
        const { messages } = await seriesCounts(app.db, readyId(stage, 'birthday'))
        const sent = messages.reduce((sum, one) => sum + one.sent, 0)
        return [
          { name: figures.wished, product: [sent], emulator: [celebrants.length] },
          { name: figures.wishedInChats, product: [sent], emulator: [arrived.length] },
          { name: figures.wishedWrong, product: [0], emulator: [arrived.filter((one, i) => !isRight(one, i)).length] },
        ]
      }
      const rows = await untilAgreed(ask)
      stop()
      return rows
    },
  }
}
