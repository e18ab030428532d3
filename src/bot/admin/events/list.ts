import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { eventNames } from '../../../tracking/event-name.js'
import { BESIDE, key, pairs } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { api } from '../api/addresses.js'
import { home } from '../home/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { settings, toGroup } from '../settings/addresses.js'
import { events } from './addresses.js'

const SIZE = 6
const NAME_LENGTH = 40

/** Everything that the shop reports, the newest word first. */
export const listPlaces: Entry[] = [
  screen(events.list, (here, { page: wanted }) => {
    const { admin, eventCards: t } = here.t
    const all = eventNames(here.db)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    const shown = all.slice(page * SIZE, (page + 1) * SIZE)
    const number = (i: number) => page * SIZE + i + 1
    return {
      text: lines([
        t.title(all.length),
        t.what,
        ...(all.length === 0
          ? ['', t.how(`${here.publicUrl}/crm/openapi.json`)]
          : [
              '',
              ...shown.map(({ name, lastAt }, i) =>
                t.row(number(i), shorten(name, NAME_LENGTH), dateTime(lastAt, here.zone(), here.language, here.at)),
              ),
            ]),
      ]),
      keyboard: [
        ...pairs(shown.map(({ id, name }, i) => key(shorten(`${number(i)} ${name}`, BESIDE), events.open, { id }))),
        ...pageRow(events.list, { page, size: SIZE, total: all.length }),
        [
          ...(here.may(api.list) ? [key(t.keys.apiKeys, api.list, { page: 0 })] : []),
          here.may(settings.home) ? toGroup(admin.back, 'data') : key(here.t.home.buttons.menu, home.home, {}),
        ],
      ],
    }
  }),
]
