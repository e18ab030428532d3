import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { listComing } from '../../../delivery/calendar.js'
import { unreachable } from '../../../errors.js'
import { type IcalEvent, icalOf } from '../../../reports/export/ical.js'
import type { Entry } from '../../screen.js'
import { fileWay } from '../cards/file.js'
import { zoneOf } from '../drafts/zone.js'
import { stemOf } from '../words/file-name.js'
import { calendar } from './addresses.js'
import { daysAhead } from './days.js'

const DAYS = 90

/** What has an hour in the coming three months, as a file that calendars take. */
export const filePlaces: Entry[] = [
  fileWay(calendar.file, async (here, _, { folder }) => {
    const { calendarCards: t } = here.t
    const zone = zoneOf(here, here.me)
    const days = daysAhead(here.at, zone, DAYS)
    const coming = await listComing(here.db, days, here.at)
    // People get messages of series at hours of their own: these are of the whole day.
    const dateOf = (i: number) => DateTime.fromMillis(days[i] ?? here.at, { zone }).toFormat('yyyyMMdd')
    const events = coming.flatMap((day, i) =>
      day.map((one): IcalEvent => {
        switch (one.kind) {
          case 'broadcast':
            return { key: `broadcast-${one.id}`, at: one.at, name: one.name, about: t.about(one.people) }
          case 'run':
            return { key: `run-${one.campaignId}-${one.at}`, at: one.at, name: one.name, about: t.aboutRun }
          case 'message': {
            const date = dateOf(i)
            const key = `message-${one.campaignId}-${one.position}-${date}`
            return {
              key,
              date,
              name: t.messageName(one.name, one.place),
              about: t.aboutMessage(one.people, one.expected),
            }
          }
          case 'reminder': {
            const date = dateOf(i)
            const about = t.aboutReminder(one.people)
            return { key: `reminder-${one.id}-${date}`, date, name: one.name, about }
          }
          default:
            return unreachable(one)
        }
      }),
    )
    const path = join(folder, `${stemOf(here, t.fileName)}.ics`)
    await writeFile(path, icalOf(t.fileName, events, here.at))
    return { paths: [path], caption: null }
  }),
]
