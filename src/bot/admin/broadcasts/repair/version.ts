import type { Db } from '../../../../db/open.js'
import type { Broadcast } from '../../../../delivery/broadcast.js'
import { currentVersions } from '../../../../delivery/repair.js'
import { listTrials, versionsOf } from '../../../../delivery/trial/trial.js'
import { type Language, versionLetter } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'

/**
 * A version of a broadcast as it stands now, and the segments it is for; null stands for everybody (else). `version`: which of
 * several that are tried, 0 for A; null: there is one.
 */
export type Version = { id: number; names: (string | null)[]; version: number | null }

/** The versions of a broadcast as they stand now, in the order of its segments. */
export function listVersions(db: Db, { id, parts }: Broadcast): Version[] {
  const current = currentVersions(db, id)
  const tried = listTrials(db, id)
  const found = new Map<number, Version>()
  for (const part of parts) {
    const all = versionsOf([part], tried)
    for (const [i, variantId] of all.entries()) {
      const now = current.get(variantId) ?? variantId
      const names = [...(found.get(now)?.names ?? []), part.name]
      found.set(now, { id: now, names, version: all.length > 1 ? i : null })
    }
  }
  return [...found.values()]
}

/** Whom a version is for, in words. */
export function versionName({ names, version }: Version, alone: boolean, language: Language): string {
  const { everyone, everyoneElse } = texts(language).admin
  const whose = names.map(name => name ?? (alone ? everyone : everyoneElse)).join(', ')
  return version === null ? whose : `${versionLetter(version, language)} · ${whose}`
}
