import { MINUTE, SECOND } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Marketer } from '../marketer.js'
import type { Stage } from '../stage.js'

/** A ready-made series that the demo plays. */
type Ready = 'welcome' | 'birthday'

/** At this hour the ready-made series write, by the clock of whoever they write to. */
export const HOUR_OF_IT = 11
/** A message that comes within it, ms, came at its hour. */
export const PUNCTUAL = 5 * MINUTE
/** For so long messages are waited for, ms of the real clock. */
export const LIMIT_MS = 20 * SECOND

/** The marketer starts a ready-made series by four taps. @param show shown the card before the last one */
export async function startReady(
  { language }: Stage,
  marketer: Marketer,
  ready: Ready,
  show: (message: Message) => void,
): Promise<void> {
  const { campaigns, readyCampaigns } = texts(language)
  marketer.turnPage()
  await marketer.type('/admin')
  await marketer.walk(campaigns.door, readyCampaigns.names[ready], campaigns.keys.check)
  show(await marketer.see({ label: campaigns.keys.start }))
  await marketer.press(campaigns.keys.start)
  await marketer.see({ label: campaigns.keys.pause })
}

/** The card of a ready-made series that runs, as it stands now. */
export async function readReady({ language }: Stage, marketer: Marketer, ready: Ready): Promise<Message> {
  const { campaigns, readyCampaigns } = texts(language)
  marketer.turnPage()
  await marketer.type('/admin')
  await marketer.walk(campaigns.door, readyCampaigns.names[ready])
  return marketer.see({ label: campaigns.keys.pause })
}

/** Our id of a ready-made series that runs. */
export function readyId({ app: { db } }: Stage, ready: Ready): number {
  const row = db.sql<{ id: number }>("select id from campaigns where ready = ? and state = 'running'").get(ready)
  if (row === undefined) throw new Error(`the ${ready} series does not run`)
  return row.id
}
