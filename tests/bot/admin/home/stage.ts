import type { Language } from '../../../../src/text/format.js'
import { AT } from '../../../reports/fixture.js'
import { plain, stage as wholeStage } from '../stage.js'

export { COLLEAGUE, GB } from '../door.js'

/** The stage of the menu and the alerts, which run while time goes by. */
export async function stage(language: Language = 'en') {
  const on = await wholeStage({ at: AT, language, emulator: { name: 'Boots & Co' } })
  const { emulator, clock } = on
  const admin = on.ada.person
  return {
    ...on,
    admin,
    colleague: on.boris.person,
    /** Time goes by as with the jobs: every five seconds they look. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 5_000) {
        clock.wall += Math.min(left, 5_000)
        clock.mono += Math.min(left, 5_000)
        await on.door().alerts.run(clock.wall)
        on.door().cards.run(clock.wall)
        await on.door().cards.idle()
      }
    },
    send: (text: string, person = admin) => on.hand(person).send(text),
    press: (label: string, message?: number, person = admin) => on.hand(person).press(label, message),
    shown: (person = admin) => on.hand(person).shown(),
    text: (person = admin) => plain(person.lastMessage()),
    labels: (person = admin) => on.hand(person).rows(),
    /** Messages sent since then: to whom, the first words, and whether they came without sound. */
    sentSince: (calls: number) =>
      emulator
        .accepted()
        .filter(call => call.method === 'sendMessage')
        .slice(calls)
        .map(({ payload: { chat_id: to, text, disable_notification: quiet } }) => ({
          to,
          text: String(text),
          silent: quiet === true,
        })),
    sent: () => emulator.accepted().filter(call => call.method === 'sendMessage').length,
  }
}

export type Stage = Awaited<ReturnType<typeof stage>>

/** The first day is over. */
export function endFirstDay(on: Stage): void {
  on.db.sql(`insert into settings (key, value) values ('first_day_over', 'true')`).run()
}
