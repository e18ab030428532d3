import { listPlaces as listOfShop } from '../../../audience/place.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { places } from './addresses.js'
import { cityBy } from './place.js'

const SIZE = 8

/** Settings → Places: what conditions can measure a distance from, beside cities; by name, a page at a time. */
export const listPlaces: Entry[] = [
  screen(places.list, ({ db, language, t: { admin, placeCards: t } }, { page: wanted }) => {
    const { total } = listOfShop(db, { offset: 0, limit: 1 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { places: shown } = listOfShop(db, { offset: page * SIZE, limit: SIZE })
    return {
      text: lines([
        t.title(total),
        ...(total === 0 ? [] : ['', ...shown.map(place => t.row(place.name, cityBy(place, language)))]),
      ]),
      keyboard: [
        ...pairs(shown.map(({ id, name }) => key(shorten(name, BESIDE), places.open, { id }))),
        ...pageRow(places.list, { page, size: SIZE, total }),
        [key(t.add, places.add, {})],
        [toGroup(admin.back, 'shop')],
      ],
    }
  }),
]
