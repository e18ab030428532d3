import { DateTime } from 'luxon'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { requeueWithoutCode } from '../../../delivery/plan/code.js'
import { parseCode } from '../../../offers/promo/code.js'
import { promoOf, recordRunningOut, setPromoRest } from '../../../offers/promo.js'
import type { Cell } from '../../../reports/export/csv.js'
import type { Table } from '../../../reports/export/table.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { again, type Entry, go, screen, takes, type Words } from '../../screen.js'
import { fullName } from '../../team.js'
import { tablesWay } from '../cards/file.js'
import { type Taken, takeCodes, takenWords, writtenCodes } from '../drafts/codes.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'

const ROWS = 500

const moreCodes: Words<'id'> = takes<'id', Taken>({
  async look(here, { values: { id }, said }) {
    const { offerId, codes } = getBroadcast(here.db, id)
    const written = codes ? await writtenCodes(here, said) : null
    return written === null ? again(here.t.codeCards.askRunning) : takeCodes(here, offerId, written)
  },
  do(doing, { values: { id } }, taken) {
    recordRunningOut(doing.db, getBroadcast(doing.db, id).offerId, null)
    return go(broadcasts.codes, { id }, takenWords(doing, taken))
  },
  after: (here, { values: { id } }) => writeAgain(here, id),
})

const restCode: Words<'id'> = takes<'id', { code: ReturnType<typeof parseCode> }>(
  {
    look: (_here, { said }) => ({ code: parseCode(said.text) }),
    do({ db, t }, { values: { id } }, { code }) {
      const { offerId } = getBroadcast(db, id)
      const promo = promoOf(db, offerId)
      if (promo?.kind !== 'each' || promo.rest !== null) return go(broadcasts.codes, { id }, t.codeCards.restKept)
      setPromoRest(db, offerId, code)
      return go(broadcasts.codes, { id })
    },
    after: (here, { values: { id } }) => writeAgain(here, id),
  },
  ({ t }) => t.asked.promoCode,
)

/** The codes of what is being sent, or was: how many are left, more of them, and who got which. */
export const codePlaces: Entry[] = [
  screen(
    broadcasts.codes,
    async (here, { id }, note) => {
      const { db } = here
      const { codeCards: t, admin } = here.t
      const { offerId, offerName } = getBroadcast(db, id)
      const promo = promoOf(db, offerId)
      if (promo?.kind !== 'each') return go(broadcasts.open, { id })
      const [without] = await db.people.rows<{ n: number }>(
        `select count(*) as n from deliveries where broadcast_id = ? and state = 'skipped' and reason = 'no_code'`,
        [id],
      )
      return {
        text: lines([
          t.running(shownName(offerName), promo.given, promo.left),
          promo.rest === null ? null : t.restNow(promo.rest),
          without === undefined || without.n === 0 ? null : t.without(without.n),
          note,
          t.askRunning,
        ]),
        keyboard: [
          [
            ...(promo.rest === null ? [key(t.keys.rest, broadcasts.codesRest, { id })] : []),
            key(t.keys.who, broadcasts.codesFile, { id }),
          ],
          [key(admin.back, broadcasts.open, { id })],
        ],
      }
    },
    { note: 'own', words: moreCodes },
  ),

  screen(
    broadcasts.codesRest,
    ({ db, t }, { id }) => ({
      text: t.codeCards.restAsked(shownName(getBroadcast(db, id).offerName)),
      keyboard: [[key(t.admin.back, broadcasts.codes, { id })]],
    }),
    { words: restCode },
  ),

  tablesWay(broadcasts.codesFile, (here, { id }) => [codesTable(here, getBroadcast(here.db, id).offerId)]),
]

/** Whoever got nothing for want of a code is written to, now that there are some. */
async function writeAgain({ db, clock, engine }: Here, id: number): Promise<void> {
  const { offerId } = getBroadcast(db, id)
  while (await db.group(() => requeueWithoutCode(db, offerId, clock.now())));
  engine.wake()
}

type Row = {
  folded: string
  code: string
  takenAt: number | null
  deliveryId: number | null
  firstName: string | null
  lastName: string | null
  telegramId: number | null
  erasedAt: number | null
}

/** Every code of a list, and who got it. */
function codesTable(here: Here, offerId: number): Table {
  const { columns, file } = here.t.codeCards
  return {
    name: file,
    headers: [columns.code, columns.given, columns.name, columns.id],
    async *pages() {
      for (let after = ''; ; ) {
        const rows = await here.db.jobs.rows<Row>(
          `select p.folded, p.code, p.taken_at as takenAt, p.delivery_id as deliveryId, s.first_name as firstName,
             s.last_name as lastName, s.telegram_id as telegramId, s.erased_at as erasedAt
           from promo_codes p left join deliveries d on d.id = p.delivery_id left join subscribers s on s.id = d.subscriber_id
           where p.offer_id = ? and p.folded > ? order by p.folded limit ${ROWS}`,
          [offerId, after],
        )
        const last = rows.at(-1)
        if (last === undefined) return
        after = last.folded
        yield rows.map(row => cellsOf(here, row))
      }
    },
  }
}

function cellsOf({ t, zone }: Here, row: Row): Cell[] {
  const { code, takenAt, deliveryId, firstName, lastName, telegramId, erasedAt } = row
  if (deliveryId === null) return [code, null, null, null]
  const given = takenAt === null ? null : DateTime.fromMillis(takenAt, { zone: zone() }).toFormat('yyyy-MM-dd HH:mm')
  if (firstName === null || erasedAt !== null) return [code, given, t.codeCards.forgotten, null]
  return [code, given, fullName({ firstName, lastName }), telegramId]
}
