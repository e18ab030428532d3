import type { Db } from '../../../../db/open.js'
import type { Broadcast } from '../../../../delivery/broadcast.js'
import { currentVersions } from '../../../../delivery/repair.js'
import type { Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'

/** A version of a broadcast as it stands now, and the segments it is for; null stands for everybody (else). */
export type Version = { id: number; names: (string | null)[] }

/** The versions of a broadcast as they stand now, in the order of its segments. */
export function listVersions(db: Db, { id, parts }: Broadcast): Version[] {
  const current = currentVersions(db, id)
  const versions = new Map<number, Version>()
  for (const { variantId, name } of parts) {
    const now = current.get(variantId) ?? variantId
    const version = versions.get(now) ?? { id: now, names: [] }
    versions.set(now, { id: now, names: [...version.names, name] })
  }
  return [...versions.values()]
}

/** Whom a version is for, in words. */
export function versionName({ names }: Version, alone: boolean, language: Language): string {
  const { everyone, everyoneElse } = texts(language).admin
  return names.map(name => name ?? (alone ? everyone : everyoneElse)).join(', ')
}
