import { countNewer, findWritten, type Written } from '../../../delivery/library.js'
import { AppError } from '../../../errors.js'
import { archiveOffer, bringBackOffer } from '../../../offers/offer/archive.js'
import { copyOffer } from '../../../offers/offer/copy.js'
import { raiseGeneration } from '../../../offers/offer.js'
import { currentOf, listMessages } from '../../../offers/variant.js'
import { date, dateTime, shorten } from '../../../text/format.js'
import { lines, type Piece, quote } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { offers } from '../offers/addresses.js'
import { contentWords } from '../words/content.js'
import { shownName } from '../words/name.js'
import { library } from './addresses.js'
import { LIBRARY_PAGE } from './list.js'

const SHOWN = 600
const whole = go(library.list, { page: 0 })

/** One offer of the library: what it says, its card or its report, another like it, and the archive. */
export const onePlaces: Entry[] = [
  screen(library.one, (here, { offer }) => {
    const written = findWritten(here.db, offer)
    if (written === null) return whole
    const { admin, libraryCards: t, offers: words } = here.t
    const { name, goal, archivedAt } = written
    const page = Math.floor(countNewer(here.db, written) / LIBRARY_PAGE)
    return {
      text: lines([
        t.one(shownName(name)),
        stateWords(here, written),
        t.goal(words.goals[goal]),
        archivedAt === null ? null : t.archivedSince(date(archivedAt, here.zone(), here.language)),
        ...messageWords(here, offer),
      ]),
      keyboard: [
        [openKey(here, written)],
        [
          copyKey(here, written),
          archivedAt === null
            ? key(t.keys.archive, library.archive, { offer })
            : key(t.keys.bringBack, library.bringBack, { offer }),
        ],
        [key(admin.back, archivedAt === null ? library.list : library.archived, { page })],
      ],
    }
  }),

  deed(library.copy, ({ db, me, at, t }, { offer, generation }) => {
    const written = findWritten(db, offer)
    if (written === null) return whole
    // Sent meanwhile, its copy keeps out whom its broadcast kept out: by the button that stands there now.
    if (written.sending !== null) return go(library.one, { offer })
    if (isPassed(generation, written.generation)) throw new AppError('deed_done')
    raiseGeneration(db, offer)
    const { id } = copyOffer(db, offer, { createdBy: me, keepAudience: true }, at)
    return go(offers.open, { offer: id }, t.libraryCards.copied)
  }),

  deed(library.archive, ({ db, at }, { offer }) => {
    if (findWritten(db, offer) === null) return whole
    archiveOffer(db, offer, at)
    return go(library.one, { offer })
  }),

  deed(library.bringBack, ({ db }, { offer }) => {
    if (findWritten(db, offer) === null) return whole
    bringBackOffer(db, offer)
    return go(library.one, { offer })
  }),
]

/** Since when it is a draft, or when it went out, or is to. */
function stateWords({ t, zone, language, at }: Here, { createdAt, sending }: Written): string {
  const { libraryCards } = t
  if (sending === null) return libraryCards.draft(date(createdAt, zone(), language))
  return libraryCards.sending[sending.state](dateTime(sending.startedAt ?? sending.startsAt, zone(), language, at))
}

/** Its first message as far as there is room, and how many there are; nothing where none is written. */
function messageWords({ db, language, t }: Here, offer: number): Piece[] {
  const messages = currentOf(listMessages(db, offer))
  const [first] = messages
  if (first === undefined) return [t.libraryCards.unwritten]
  const { content } = first
  return [
    t.libraryCards.message(contentWords(content, language), messages.length),
    ...(content.text === '' ? [] : [quote(shorten(content.text, SHOWN))]),
  ]
}

function openKey({ t: { libraryCards: t } }: Here, { id, sending }: Written): Key {
  if (sending === null) return key(t.keys.card, offers.open, { offer: id })
  const over = sending.state === 'finished' || sending.state === 'cancelled'
  return key(over ? t.keys.report : t.keys.broadcast, broadcasts.open, { id: sending.id })
}

function copyKey({ t: { libraryCards: t } }: Here, { id, generation, sending }: Written): Key {
  return sending === null
    ? key(t.keys.copy, library.copy, { offer: id, generation })
    : key(t.keys.copy, broadcasts.copy, { id: sending.id, generation: sending.generation })
}
