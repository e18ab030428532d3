import { listOwnButtons, listVersionsWithButtons } from '../../../../offers/button/own.js'
import type { Button } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { shorten, versionLetter } from '../../../../text/format.js'
import type { Here } from '../../../here.js'
import { addresseeName, wantedVersions } from '../../drafts/versions.js'
import { buttonWords } from '../../words/action.js'
import { nameList } from '../../words/name.js'

const SHOWN = 2_500

/** Buttons as they are typed. */
export function typedAs(
  { db, language }: Pick<Here, 'db' | 'language'>,
  buttons: readonly (readonly Button[])[],
): string {
  const typed = buttons
    .map(row => row.map(({ label, url }) => `${label} - ${buttonWords(db, url, language)}`).join(' | '))
    .join('\n')
  return shorten(typed, SHOWN)
}

/** "B keeps its own." where versions that are tried have buttons of their own; null where none has. */
export function keptNote({ db, language, t }: Here, offer: number): string | null {
  const kept = wantedVersions(getDraft(db, offer).draft).flatMap(segment => listVersionsWithButtons(db, offer, segment))
  if (kept.length === 0) return null
  const letters = [...new Set(kept.map(({ version }) => version))].sort((a, b) => a - b)
  return t.versionCards.keepsButtons(letters.map(version => versionLetter(version, language)))
}

/** "Other ones: Champions." where versions have buttons of their own; null where none has. */
export function ownNote({ db, language, t }: Here, offer: number): string | null {
  const own = listOwnButtons(db, offer)
  if (own.length === 0) return null
  const { draft } = getDraft(db, offer)
  const names = own.map(({ segmentId }) => addresseeName(db, draft, segmentId, language))
  return t.offerCards.otherFor(nameList(names, language))
}
