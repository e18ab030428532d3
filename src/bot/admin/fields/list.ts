import { listAttributes } from '../../../audience/attribute.js'
import { shorten } from '../../../text/format.js'
import { b, lines } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { home } from '../home/addresses.js'
import { pageRow } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { fieldName } from '../words/field-name.js'
import { fields } from './addresses.js'

const SIZE = 8

/** Settings → Fields: all of them by what they are about, a page at a time; what Telegram itself tells stands last. */
export const listPlaces: Entry[] = [
  screen(fields.list, (here, { page: wanted }) => {
    const { admin, fieldCards: t } = here.t
    const all = listAttributes(here.db)
    const last = Math.max(0, Math.ceil(all.length / SIZE) - 1)
    const page = Math.max(0, Math.min(wanted, last))
    const shown = all.slice(page * SIZE, (page + 1) * SIZE)
    const groups = [...new Set(shown.map(({ group }) => group))]
    return {
      text: lines([
        t.listAsked(all.length),
        ...groups.flatMap(group => [
          '',
          b(t.groups[group]),
          ...shown
            .filter(field => field.group === group)
            .map(field => t.line(fieldName(field, here.language), t.types[field.type])),
        ]),
        ...(page === last ? ['', t.telegram()] : []),
      ]),
      keyboard: [
        ...pairs(
          shown.map(field => key(shorten(fieldName(field, here.language), BESIDE), fields.open, { id: field.id })),
        ),
        ...pageRow(fields.list, { page, size: SIZE, total: all.length }),
        [key(t.add, fields.add, {})],
        [here.role === 'analyst' ? key(admin.back, home.home, {}) : toGroup(admin.back, 'groups')],
      ],
    }
  }),
]
