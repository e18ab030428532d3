import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { contentSchema } from '../../../../offers/content.js'
import { richSchema } from '../../../screen.js'
import { findSetting, saveSetting } from '../../../settings.js'

const proposalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    broadcastId: z.int(),
    link: z.int(),
    was: z.string(),
    url: z.string(),
    /** What opening it came to, in words. */
    notes: z.array(richSchema).default([]),
  }),
  z.object({
    kind: z.literal('text'),
    broadcastId: z.int(),
    versionId: z.int(),
    content: contentSchema,
    /** The message that shows how it will look. */
    preview: z.int(),
    /** The others of an album. */
    more: z.array(z.int()).default([]),
  }),
])
/**
 * `past`: the addresses of links that were put forward before, the newest last. `previews`: messages that show what is not
 * put forward any more.
 */
const storedSchema = z.object({
  number: z.int(),
  proposal: proposalSchema.nullable(),
  past: z.array(z.object({ number: z.int(), url: z.string() })).default([]),
  previews: z.array(z.int()).default([]),
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
 * @returns its number, for the buttons
 */
export function saveProposal(db: Db, adminId: number, proposal: Proposal): number {
  const stored = findSetting(db, key(adminId), storedSchema)
  const replaced = stored?.proposal ?? null
  const again = replaced !== null && meaning(replaced) === meaning(proposal)
  const number = (stored?.number ?? 0) + (again ? 0 : 1)
  const address = proposal.kind === 'link' ? [{ number, url: proposal.url }] : []
  const past = [...(stored?.past ?? []), ...address].slice(-KEPT)
  const previews = [...(stored?.previews ?? []), ...previewOf(replaced)]
  saveSetting(db, key(adminId), storedSchema, { number, proposal, past, previews })
  return number
}

function previewOf(proposal: Proposal | null): number[] {
  return proposal?.kind === 'text' ? [proposal.preview, ...proposal.more] : []
}

/** The same but for what Telegram and the network answered to it. */
function meaning(proposal: Proposal): string {
  const same = proposal.kind === 'text' ? { ...proposal, preview: 0, more: [] } : { ...proposal, notes: [] }
  return JSON.stringify(proposalSchema.parse(same))
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

/** Makes whatever an admin has put forward void. */
export function dropProposal(db: Db, adminId: number): void {
  const stored = findSetting(db, key(adminId), storedSchema)
  if (stored === null || stored.proposal === null) return
  const previews = [...stored.previews, ...previewOf(stored.proposal)]
  saveSetting(db, key(adminId), storedSchema, { ...stored, proposal: null, previews })
}

/** Messages that show what an admin does not put forward any more. */
export function listPreviews(db: Db, adminId: number): number[] {
  return findSetting(db, key(adminId), storedSchema)?.previews ?? []
}

/** Those messages are gone. */
export function forgetPreviews(db: Db, adminId: number, gone: readonly number[]): void {
  const stored = findSetting(db, key(adminId), storedSchema)
  if (stored === null) return
  const previews = stored.previews.filter(message => !gone.includes(message))
  saveSetting(db, key(adminId), storedSchema, { ...stored, previews })
}
