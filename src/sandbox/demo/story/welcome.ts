import { DateTime } from 'luxon'
import { recordContact } from '../../../audience/contact.js'
import { MINUTE } from '../../../clock.js'
import { type SeriesCounts, seriesCounts } from '../../../delivery/campaign/series/counts.js'
import { texts } from '../../../text/index.js'
import type { Person } from '../../emulator/profile.js'
import { phoneOf, type Someone } from '../crowd/folk.js'
import type { Till } from '../shop/till.js'
import { type Row, untilAgreed } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { againWords } from '../words/again-words.js'
import { insightWords } from '../words/insight-words.js'
import type { Due } from './days.js'
import { HOUR_OF_IT, LIMIT_MS, PUNCTUAL, readyId } from './ready-series.js'

const NEWCOMER_ID = 160_001
/** The ready-made series says so: so many days after somebody came. */
const DAYS = [2, 5] as const

/** The newcomers of a welcome series that runs. */
export type Newcomers = {
  /** The moments of the second and the third message; one buys in between, and one stops. @param told told of that, in words */
  dues(till: Till, told: (words: string) => void): Due[]
  /** What the product says of the series beside what the newcomers have in their chats. */
  compare(): Promise<Row[]>
}

/** Some people press Start; resolves when all of them were welcomed. */
export async function newcomersCome(stage: Stage): Promise<Newcomers> {
  const { emulator, language, now, audience } = stage
  const words = againWords(language)
  const persons = words.newcomers.map((firstName, i) =>
    emulator.user({ id: NEWCOMER_ID + i, firstName, username: null, language }),
  )
  const cameAt = now()
  for (const person of persons) person.start()
  const welcomed = () => persons.every(person => person.messages().some(message => message.from.is_bot))
  await emulator.waitFor(welcomed, LIMIT_MS, words.passing)
  await stage.handled()
  return newcomersOf(stage, persons, { cameAt, nth: audience })
}

function newcomersOf(
  stage: Stage,
  persons: readonly Person[],
  { cameAt, nth }: { cameAt: number; nth: number },
): Newcomers {
  const { app, emulator, language, now } = stage
  const words = againWords(language)
  const { zone } = stage.rfmTerms()
  const [, buyer, leaver] = persons
  if (buyer === undefined || leaver === undefined) throw new Error('there are too few newcomers')
  const parts = texts(language).readyCampaigns.messages.welcome.map(({ text }) => text.split('! ').at(-1) ?? text)
  const moments = DAYS.map(days =>
    DateTime.fromMillis(cameAt, { zone }).startOf('day').plus({ days }).set({ hour: HOUR_OF_IT }).toMillis(),
  )
  const ids = new Set(persons.map(({ id }) => id))
  const arrived: { place: number; at: number }[] = []
  const stop = emulator.watch(event => {
    if (event.kind !== 'message' || !ids.has(event.accepted.chat)) return
    const place = parts.findIndex(part => (event.message.text ?? '').includes(part))
    if (place >= 0) arrived.push({ place, at: now() })
  })
  const got = (place: number) => arrived.filter(one => one.place === place).length

  return {
    dues: (till, told) =>
      moments.map((at, place) => ({
        at,
        words: words.days(DAYS[place] ?? 0),
        async comes() {
          // Who bought or stopped before it is out.
          const expected = place === 0 ? persons.length : persons.length - 2
          await emulator.waitFor(() => got(place) >= expected, LIMIT_MS, words.days(DAYS[place] ?? 0))
          if (place > 0) return
          told(words.meanwhile(buyer.profile().first_name, leaver.profile().first_name))
          await knowPhone(stage, customerOf(buyer, nth))
          await till.sell({ buyer: customerOf(buyer, nth), total: 9_900 * insightWords(language).priceFactor })
          leaver.send('/stop')
          await stage.handled()
        },
      })),
    async compare() {
      const { figures } = words
      const row = (name: string, product: number, emulator: number): Row => ({
        name,
        product: [product],
        emulator: [emulator],
      })
      // Whether they got all of it is looked at a minute after the last.
      stage.passes(2 * MINUTE)
      const late = arrived.filter(({ place, at }) => Math.abs(at - (moments[place] ?? 0)) > PUNCTUAL).length
      const ask = async () => {
        const counts = await seriesCounts(app.db, readyId(stage, 'welcome'))
        const sent = (position: number) => counts.messages.find(one => one.position === position)?.sent ?? 0
        return [
          row(figures.came, counts.entered, persons.length),
          row(figures.first, sent(1), got(0)),
          row(figures.second, sent(2), got(1)),
          row(figures.done, counts.done, got(1)),
          row(figures.ordered, endedBy(counts, 'ordered'), 1),
          row(figures.stopped, endedBy(counts, 'stopped'), 1),
          row(figures.early, 0, late),
        ]
      }
      const rows = await untilAgreed(ask)
      stop()
      return rows
    },
  }
}

/** Whoever comes after everybody else has the next number. */
function customerOf({ id }: Person, nth: number): Someone {
  return { id, nth, city: '', interest: '', birthday: '', kind: null }
}

/** They share their number, by which the shop knows them. */
async function knowPhone({ app: { db }, language, now }: Stage, someone: Someone): Promise<void> {
  await db.group(() => {
    const row = db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(someone.id)
    if (row === undefined) throw new Error(`nobody knows ${someone.id}`)
    recordContact(db, row.id, phoneOf(someone, language), now())
  })
}

function endedBy({ ended }: SeriesCounts, reason: SeriesCounts['ended'][number]['why']): number {
  return ended.find(({ why }) => why === reason)?.people ?? 0
}
