import { getSource } from '../../../audience/source.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { type Entry, gone, screen, way } from '../../screen.js'
import { sources } from './addresses.js'
import { countedAddress } from './figures.js'

/** The counted address of a source to be scanned from paper. */
export const picturePlaces: Entry[] = [
  screen(
    sources.picture,
    (here, { id }) => {
      const { sourceCards: t } = here.t
      const source = getSource(here.db, id)
      const address = countedAddress(here, source)
      return {
        text: lines([t.qrCaption(source.name, address)]),
        picture: { kind: 'qr', address },
        keyboard: [[key(t.keys.close, sources.close, {})]],
      }
    },
    { picture: true, costly: true },
  ),
  way(sources.close, () => gone),
]
