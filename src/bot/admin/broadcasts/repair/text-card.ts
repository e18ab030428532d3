import { SECOND } from '../../../../clock.js'
import type { Broadcast } from '../../../../delivery/broadcast.js'
import { isAction } from '../../../../offers/button/action.js'
import type { Button, Content } from '../../../../offers/content.js'
import { duration, type Language, shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, quote, type Rich } from '../../../../text/rich.js'
import { type Card, type Key, key, rowsOf } from '../../../card.js'
import type { Here } from '../../../here.js'
import { buttonWords } from '../../words/action.js'
import { changeLines } from '../../words/changes.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { isOver } from '../progress-view.js'
import type { Holders } from './holders.js'
import { backToMenu, isPausedToRepair } from './menu.js'
import { type Version, versionName } from './version.js'

const NAME = 40
const QUOTED = 1_500
/** So many numbers stand in a row. */
const NUMBERS = 5

/** Which of several versions is wrong. */
export function versionsCard(
  { id, offerName }: Broadcast,
  versions: readonly Version[],
  language: Language,
  note: Rich | null,
): Card {
  const words = texts(language).repairCards
  const label = (version: Version) => shorten(versionName(version, false, language), NAME)
  return {
    text: lines([words.headline(shownName(offerName)), note, words.textsAsked]),
    keyboard: [
      ...rowsOf(versions.map(version => key(label(version), broadcasts.restartText, { id, version: version.id }))),
      [backToMenu(id, language)],
    ],
  }
}

/** A version that is wrong, and the others of its broadcast. */
type Wrong = { broadcast: Broadcast; versions: readonly Version[]; version: Version; content: Content }

/** Asks for the right message. */
export function textCard(
  { broadcast: { id, offerName }, versions, version, content }: Wrong,
  language: Language,
  note: Rich | null,
): Card {
  const { repairCards: words, admin } = texts(language)
  const several = versions.length > 1
  const back = several ? key(admin.back, broadcasts.repairTexts, { id }) : backToMenu(id, language)
  return {
    text: lines([
      words.headline(shownName(offerName)),
      note,
      several ? words.forWhom(versionName(version, false, language)) : null,
      ...(content.text === '' ? [] : [words.isNow, quote(shorten(content.text, QUOTED))]),
      '',
      words.textAsked,
      content.kind === 'album'
        ? words.keepsAlbum
        : content.kind !== 'text'
          ? words.keepsMedium
          : content.buttons.length > 0
            ? words.keepsButtons
            : null,
    ]),
    keyboard: [
      ...albumRow(content, { id, version: version.id, proposal: 0 }, language),
      [key(words.buttons.buttons, broadcasts.repairButtons, { id, version: version.id, proposal: 0 }), back],
    ],
  }
}

type Put = { id: number; version: number; proposal: number }

/** The way to put something else into a place of an album. */
function albumRow({ kind }: Content, put: Put, language: Language): Key[][] {
  if (kind !== 'album') return []
  return [[key(texts(language).repairCards.buttons.album, broadcasts.repairAlbum, { ...put, nth: 1 })]]
}

/** Asks which of an album is wrong, and for the right one. */
export function albumCard(
  { id, version, proposal, nth, content }: Put & { nth: number; content: Content },
  language: Language,
): Card {
  const { repairCards: words, admin } = texts(language)
  const { items = [] } = content
  const numbers = items.map((_, i) =>
    key(`${i + 1 === nth ? '✅ ' : ''}${i + 1}`, broadcasts.repairAlbum, { id, version, proposal, nth: i + 1 }),
  )
  return {
    text: lines([words.albumAsked(nth, items.length)]),
    keyboard: [
      numbers.slice(0, NUMBERS),
      ...(numbers.length > NUMBERS ? [numbers.slice(NUMBERS)] : []),
      [key(admin.back, broadcasts.restartText, { id, version })],
    ],
  }
}

/** Asks for the right buttons. */
export function buttonsCard(
  { db, language }: Pick<Here, 'db' | 'language'>,
  { id, version, proposal, content }: { id: number; version: number; proposal: number; content: Content },
): Card {
  const { repairCards: words, offers, admin } = texts(language)
  const written = ({ label, url }: Button) => `${label} - ${isAction(url) ? buttonWords(db, url, language) : url}`
  const typed = content.buttons.map(row => row.map(written).join(' | ')).join('\n')
  const none =
    content.buttons.length === 0 ? [] : [key(words.buttons.noButtons, broadcasts.noButtons, { id, version, proposal })]
  return {
    text: lines([words.buttonsAsked(shorten(typed, QUOTED)), offers.buttonsHint]),
    keyboard: [[...none, key(admin.back, broadcasts.restartText, { id, version })]],
  }
}

/** What is put forward in place of a version, and whom it reaches. */
export type TextProposal = {
  broadcast: Broadcast
  version: number
  proposal: number
  was: Content
  now: Content
  holders: Holders
  /** Messages a second. */
  pace: number
  /** Only other buttons were asked for. */
  buttons: boolean
}

/** Under the preview: what changes, for whom, and the last word. */
export function proposalCard(
  { broadcast, version, proposal, was, now, holders, pace, buttons }: TextProposal,
  language: Language,
): Card {
  const { repairCards: words, admin } = texts(language)
  const { id } = broadcast
  const { have, waiting, unanswered, seen } = holders
  const waits = waiting > 0 && !isOver(broadcast)
  return {
    text: lines([
      words.previewAbove,
      '',
      ...changeLines(was, now, language),
      have === 0 ? words.nobodyHasIt : words.willBeEdited(have, duration((have * SECOND) / pace, language)),
      waits ? words.waitingGetIt(waiting) : null,
      unanswered > 0 ? words.cannotBeEdited(unanswered) : null,
      seen > 0 ? words.surelySaw(seen) : null,
      buttons ? words.orOtherButtons : words.orAnotherMessage,
    ]),
    keyboard: [
      [
        key(isPausedToRepair(broadcast) ? words.buttons.editAndGoOn : words.buttons.edit, broadcasts.edit, {
          id,
          proposal,
        }),
      ],
      ...albumRow(now, { id, version, proposal }, language),
      [
        key(words.buttons.buttons, broadcasts.repairButtons, { id, version, proposal }),
        key(admin.back, broadcasts.restartText, { id, version }),
      ],
    ],
  }
}
