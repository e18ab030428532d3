import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { contentSchema } from '../../../../offers/content.js'
import { findSetting, saveSetting } from '../../../settings.js'

const proposalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), broadcastId: z.int(), link: z.int(), was: z.string(), url: z.string() }),
  z.object({
    kind: z.literal('text'),
    broadcastId: z.int(),
    versionId: z.int(),
    content: contentSchema,
    /** The message that shows how it will look. */
    preview: z.int(),
  }),
])
const storedSchema = z.object({ number: z.int(), proposal: proposalSchema.nullable() })

/**
 * What an admin has put forward and not confirmed yet: another address of a link, or another message in place of
 * version `versionId`. `was`: where the link led when it was asked about.
 */
export type Proposal = z.infer<typeof proposalSchema>

const key = (adminId: number) => `fix:${adminId}`

/** Keeps what an admin puts forward; what they put forward before is void. @returns its number, for the buttons */
export function saveProposal(db: Db, adminId: number, proposal: Proposal): number {
  const number = (findSetting(db, key(adminId), storedSchema)?.number ?? 0) + 1
  saveSetting(db, key(adminId), storedSchema, { number, proposal })
  return number
}

/** What an admin has put forward under this number; null when that is void. */
export function findProposal(db: Db, adminId: number, number: number): Proposal | null {
  const stored = findSetting(db, key(adminId), storedSchema)
  return stored?.number === number ? stored.proposal : null
}

/** Makes whatever an admin has put forward void. @returns it; null when there was nothing */
export function dropProposal(db: Db, adminId: number): Proposal | null {
  const stored = findSetting(db, key(adminId), storedSchema)
  if (stored === null || stored.proposal === null) return null
  saveSetting(db, key(adminId), storedSchema, { number: stored.number, proposal: null })
  return stored.proposal
}
