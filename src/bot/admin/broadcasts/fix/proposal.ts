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
/** `past`: the addresses of links that were put forward before, the newest last. */
const storedSchema = z.object({
  number: z.int(),
  proposal: proposalSchema.nullable(),
  past: z.array(z.object({ number: z.int(), url: z.string() })).default([]),
})
const KEPT = 20

/**
 * What an admin has put forward and not confirmed yet: another address of a link, or another message in place of
 * version `versionId`. `was`: where the link led when it was asked about.
 */
export type Proposal = z.infer<typeof proposalSchema>

const key = (adminId: number) => `fix:${adminId}`

/**
 * Keeps what an admin puts forward; what they put forward before is void. The same once more keeps its number: an answer
 * that a crash cut short is taken twice, and the button under the first card must not be void then.
 * @returns its number, for the buttons, and what it took the place of
 */
export function saveProposal(
  db: Db,
  adminId: number,
  proposal: Proposal,
): { number: number; replaced: Proposal | null } {
  const stored = findSetting(db, key(adminId), storedSchema)
  const replaced = stored?.proposal ?? null
  const again = replaced !== null && meaning(replaced) === meaning(proposal)
  const number = (stored?.number ?? 0) + (again ? 0 : 1)
  const address = proposal.kind === 'link' ? [{ number, url: proposal.url }] : []
  const past = [...(stored?.past ?? []), ...address].slice(-KEPT)
  saveSetting(db, key(adminId), storedSchema, { number, proposal, past })
  return { number, replaced }
}

function meaning(proposal: Proposal): string {
  return JSON.stringify(proposalSchema.parse({ ...proposal, ...(proposal.kind === 'text' && { preview: 0 }) }))
}

/** What an admin has put forward under this number; null when that is void. */
export function findProposal(db: Db, adminId: number, number: number): Proposal | null {
  const stored = findSetting(db, key(adminId), storedSchema)
  return stored?.number === number ? stored.proposal : null
}

/** The address that a button which is void now would have set; null when it is too long ago, or was another thing. */
export function findVoid(db: Db, adminId: number, number: number): string | null {
  return findSetting(db, key(adminId), storedSchema)?.past.find(one => one.number === number)?.url ?? null
}

/** Makes whatever an admin has put forward void. @returns it; null when there was nothing */
export function dropProposal(db: Db, adminId: number): Proposal | null {
  const stored = findSetting(db, key(adminId), storedSchema)
  if (stored === null || stored.proposal === null) return null
  saveSetting(db, key(adminId), storedSchema, { ...stored, proposal: null })
  return stored.proposal
}
