import type { Language } from '../../../../src/text/format.js'
import { AT, addBroadcast, addPeople, addRows } from '../../../reports/fixture.js'
import { plain, stage as wholeStage } from '../stage.js'

export { COLLEAGUE } from '../door.js'
export { plain } from '../stage.js'

/** The stage of broadcasts, whose cards move as time goes by. */
export async function stage(language: Language = 'en') {
  const on = await wholeStage({ at: AT, language })
  const { clock } = on
  const admin = on.ada.person

  const tick = async (ms = 0) => {
    clock.wall += ms
    clock.mono += ms
    const { notices, cards } = on.door()
    notices.run(clock.wall)
    cards.run(clock.wall)
    await Promise.all([notices.idle(), cards.idle()])
  }

  return {
    ...on,
    admin,
    colleague: on.boris.person,
    tick,
    /** Time goes by as in a job: a tick every second. */
    async pass(seconds: number) {
      for (let i = 0; i < seconds; i++) await tick(1_000)
    },
    send: (text: string, person = admin) => on.hand(person).send(text),
    press: (label: string, message?: number, person = admin) => on.hand(person).press(label, message),
    forge: on.ada.forge,
    shown: (person = admin) => on.hand(person).shown(),
    text: (person = admin) => plain(person.lastMessage()),
    labels: (person = admin) => on.hand(person).rows(),
    refused: () => on.refused(false),
  }
}

/** A bot with the broadcast screens and the hands of its admins. */
export type Stage = Awaited<ReturnType<typeof stage>>

/** A running broadcast with `sent` of `all` done and its card in the admin's chat. */
export async function running(
  on: Stage,
  all = 40,
  sent = 10,
  change: Parameters<typeof addBroadcast>[1] = { state: 'running' },
) {
  on.db.write(() => {
    addPeople(on.db, all)
    addBroadcast(on.db, { name: 'Boots', ...change })
    addRows(on.db, sent, { variant: 11, state: 'sent' })
    addRows(on.db, all - sent, { variant: 11, state: 'queued' })
  })
  await on.send('/broadcasts')
  await on.press('Boots')
}

/** So many of those who wait get it. */
export function deliver(on: Stage, n: number): void {
  on.db
    .sql(
      `update deliveries set state = 'sent', claimed_at = ?, sent_at = ?
       where id in (select id from deliveries where state = 'queued' order by id limit ?)`,
    )
    .run(AT, AT, n)
}
