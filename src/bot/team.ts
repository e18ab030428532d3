import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { findSubscriber } from '../audience/subscriber.js'
import { DAY, HOUR } from '../clock.js'
import type { Config } from '../config.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { admins, invitations } from '../db/schema/index.js'
import { dropSummary } from './settings/summary.js'
import { findSetting, saveSetting } from './settings.js'

const INVITATION = columnsOf(invitations, 'role', 'expiresAt')
const LINK = columnsOf(invitations, 'role', 'createdBy', 'expiresAt', 'usedBy')

/** Everything that somebody of the team can be; buttons hold the number of one. */
export const ROLES = admins.role.enumValues

/** Owners do everything; marketers everything but the team; analysts look. */
export type Role = (typeof ROLES)[number]

/** The owners that the configuration names; nobody in the chat can remove them. */
export type FirstOwners = Pick<Config, 'adminIds'>

/** Somebody who works here. `since` is null for an owner of the configuration (ms UTC otherwise). */
export type Member = { telegramId: number; role: Role; name: string | null; since: number | null }

/** A link that nobody has used yet; `expiresAt` in ms UTC. */
export type Invitation = { role: Role; expiresAt: number }

/** What opening a link came to. `over`: it was used, withdrawn or never ours, or its time has passed. */
export const joinedSchema = z.union([
  z.object({
    kind: z.literal('joined'),
    role: z.enum(ROLES),
    invitedBy: z.int().nullable(),
  }),
  z.object({ kind: z.literal('already'), role: z.enum(ROLES) }),
  z.object({ kind: z.literal('over') }),
])
export type Joined = z.infer<typeof joinedSchema>

/** What a removal came to; nothing has changed unless it is `removed`. */
export type Removed = 'removed' | 'gone' | 'first_owner' | 'last_owner' | 'not_allowed'

const INVITATION_MS = 7 * DAY
const CLAIM_MS = HOUR
const FORGOTTEN_MS = 30 * DAY
const CODE_BYTES = 16

const ranks: Record<Role, number> = { analyst: 1, marketer: 2, owner: 3 }
const nameSchema = z.string()
const nameKey = (telegramId: number) => `name:${telegramId}`

/** What somebody may do here; null: they are not of the team. */
export function roleOf(db: Db, config: FirstOwners, telegramId: number): Role | null {
  if (config.adminIds.includes(telegramId)) return 'owner'
  const row = db.sql<{ role: Role }>('select role from admins where telegram_id = ?').get(telegramId)
  return row?.role ?? null
}

/** Everybody of the team: owners first, then marketers, then analysts, each in the order of their coming. */
export function listTeam(db: Db, config: FirstOwners): Member[] {
  const first = [...new Set(config.adminIds)].map(
    (telegramId): Member => ({ telegramId, role: 'owner', name: nameOf(db, telegramId), since: null }),
  )
  const invited = db
    .sql<Member>(
      'select telegram_id as telegramId, role, name, created_at as since from admins order by created_at, telegram_id',
    )
    .all()
    .filter(({ telegramId }) => !config.adminIds.includes(telegramId))
  return [...first, ...invited].sort((a, b) => ranks[b.role] - ranks[a.role])
}

/** Telegram ids of all owners: those who hear of everything that needs a human. */
export function ownerIds(db: Db, config: FirstOwners): number[] {
  return listTeam(db, config)
    .filter(({ role }) => role === 'owner')
    .map(({ telegramId }) => telegramId)
}

/** What somebody of the team is called; null when the bot never met them. */
export function nameOf(db: Db, telegramId: number): string | null {
  const row = db.sql<{ name: string }>('select name from admins where telegram_id = ?').get(telegramId)
  if (row !== undefined) return row.name
  const person = findSubscriber(db, telegramId)
  return person === null ? findSetting(db, nameKey(telegramId), nameSchema) : fullName(person)
}

/** What somebody who works here is called where it is told what they did; null for whoever does not any more: they are a number. */
export function memberName(db: Db, config: FirstOwners, telegramId: number): string | null {
  return roleOf(db, config, telegramId) === null ? null : nameOf(db, telegramId)
}

/** Keeps the name of somebody of the team current. */
export function recordName(db: Db, telegramId: number, name: string): void {
  const { changes } = db.sql('update admins set name = ? where telegram_id = ?').run(name, telegramId)
  if (changes === 0) saveSetting(db, nameKey(telegramId), nameSchema, name)
}

/** First and last name in one line. */
export function fullName(person: { firstName: string; lastName: string | null }): string {
  return person.lastName === null ? person.firstName : `${person.firstName} ${person.lastName}`
}

/**
 * Makes a link code that turns whoever opens it first into a member, within 7 days. Only its hash is kept.
 * @returns the code; null when `createdBy` is no owner (any more)
 */
export function createInvitation(
  db: Db,
  config: FirstOwners,
  role: Role,
  createdBy: number,
  at: number,
): { code: string; expiresAt: number } | null {
  if (roleOf(db, config, createdBy) !== 'owner') return null
  db.sql('delete from invitations where expires_at < ?').run(at - FORGOTTEN_MS)
  return addInvitation(db, role, createdBy, at, at + INVITATION_MS)
}

/**
 * Makes the code that turns whoever opens it first into the owner, within an hour; codes made so before stop working.
 * @returns null when there is an owner
 */
export function createClaim(db: Db, config: FirstOwners, at: number): string | null {
  db.sql('delete from invitations where created_by is null and used_by is null').run()
  if (ownerIds(db, config).length > 0) return null
  return addInvitation(db, 'owner', null, at, at + CLAIM_MS).code
}

/** When the newest invitation was made, ms UTC; 0 before the first. It tells a button pressed already. */
export function newestInvitation(db: Db): number {
  return db.sql<{ at: number | null }>('select max(created_at) as at from invitations').get()?.at ?? 0
}

/** Links that still wait to be opened, the one that ends first in front. */
export function listInvitations(db: Db, at: number): Invitation[] {
  return db
    .sql<Invitation>(
      `select ${INVITATION.sql} from invitations where used_by is null and expires_at > ? order by expires_at`,
    )
    .all(at)
}

/** Makes links that nobody has used worthless. @param createdBy only those of this owner; null: all */
export function withdrawInvitations(db: Db, createdBy: number | null): void {
  db.sql('delete from invitations where used_by is null and (? is null or created_by = ?)').run(createdBy, createdBy)
}

/**
 * Somebody opened a link. Of two who open one, the first gets in. Whoever has as much already keeps the link unused.
 * @param name what to call them
 */
export function join(
  db: Db,
  config: FirstOwners,
  person: { telegramId: number; name: string },
  code: string,
  at: number,
): Joined {
  const link = db.sql<RowOf<typeof LINK>>(`select ${LINK.sql} from invitations where code = ?`).get(hashOf(code))
  if (link === undefined) return { kind: 'over' }
  const role = roleOf(db, config, person.telegramId)
  if (role !== null && ranks[role] >= ranks[link.role]) return { kind: 'already', role }
  if (link.usedBy !== null || link.expiresAt <= at) return { kind: 'over' }
  if (link.createdBy === null && ownerIds(db, config).length > 0) return { kind: 'over' }
  db.sql('update invitations set used_by = ? where code = ?').run(person.telegramId, hashOf(code))
  db.sql(
    `insert into admins (telegram_id, role, name, invited_by, created_at) values (?, ?, ?, ?, ?)
     on conflict (telegram_id) do update set role = excluded.role, name = excluded.name`,
  ).run(person.telegramId, link.role, person.name, link.createdBy, at)
  forgetQuestion(db, person.telegramId)
  return { kind: 'joined', role: link.role, invitedBy: link.createdBy }
}

/**
 * Takes somebody off the team at once, with the question they had open and the links they made. Their name is kept, for
 * what they did.
 */
export function removeMember(db: Db, config: FirstOwners, telegramId: number, removedBy: number): Removed {
  if (roleOf(db, config, removedBy) !== 'owner') return 'not_allowed'
  if (config.adminIds.includes(telegramId)) return 'first_owner'
  const owners = ownerIds(db, config)
  if (owners.length === 1 && owners[0] === telegramId) return 'last_owner'
  const { changes } = db.sql('delete from admins where telegram_id = ?').run(telegramId)
  db.sql('delete from settings where key = ?').run(nameKey(telegramId))
  dropSummary(db, telegramId)
  withdrawInvitations(db, telegramId)
  forgetQuestion(db, telegramId)
  return changes === 0 ? 'gone' : 'removed'
}

function addInvitation(db: Db, role: Role, createdBy: number | null, at: number, expiresAt: number) {
  const code = randomBytes(CODE_BYTES).toString('base64url')
  db.sql('insert into invitations (code, role, created_by, created_at, expires_at) values (?, ?, ?, ?, ?)').run(
    hashOf(code),
    role,
    createdBy,
    at,
    expiresAt,
  )
  return { code, expiresAt }
}

function forgetQuestion(db: Db, telegramId: number): void {
  db.sql('delete from conversations where key = ?').run(String(telegramId))
  db.sql('delete from prompts where admin_id = ?').run(telegramId)
}

/** 128 random bits need no salt and no slow hash. */
function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
