import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { Clock } from '../clock.js'
import type { Bringing } from '../crm/bringing.js'
import type { Imports } from '../crm/import.js'
import type { Db } from '../db/open.js'
import type { Engine } from '../delivery/engine.js'
import type { GateRules } from '../delivery/gate.js'
import type { Pace } from '../delivery/pace.js'
import type { SilentChecks } from '../delivery/silent-check.js'
import type { Transport } from '../delivery/transport.js'
import type { Log } from '../log.js'
import type { Visit } from '../offers/link/visit.js'
import type { Tokens } from '../tracking/token.js'
import type { Exports } from './files/exports.js'
import type { Room } from './health/disk.js'
import type { LinksState } from './health/links.js'
import type { Speeds } from './lanes/speed.js'
import type { Postman } from './replies/postman.js'
import type { Preferences } from './settings/preference.js'

/** What the screens and deeds of the team work with. */
export type Works = {
  db: Db
  log: Log
  api: Api
  adminIds: readonly number[]
  /** What was decided in the chat. */
  preferences: Preferences
  /** The bot's time zone, an IANA name. */
  zone: () => string
  /** Base of tracked links. */
  publicUrl: string
  /** Origins that may be linked to although they are private. */
  ownTargets: readonly string[]
  /** How often and when people may be disturbed, at this moment. */
  rules: () => GateRules
  tokens: Tokens
  /** The same way out that broadcasts take; tests go through it. */
  transport: Transport
  pace: Pace
  engine: Pick<Engine, 'health' | 'wake'>
  /** Looks now for broadcasts that are due. */
  startDue: () => void
  /** Whether links open from outside, to be asked before an offer with links is approved; takes up to 5 s. */
  linksOpen: () => Promise<boolean>
  /** True for a broadcast whose time has come and which waits until its links open; missing where nothing starts. */
  waitsForLinks?: (broadcastId: number) => boolean
  clock: Clock
  /** The bot itself, as Telegram names it. */
  bot: () => UserFromGetMe
  /** Opens an address once, to see that it works and what the page is called. */
  visit: (address: string) => Promise<Visit>
  /** How fast each broadcast goes. */
  speeds: Speeds
  /** Whether links open from outside, as the web door last saw it. */
  links: () => LinksState
  /** Looks now. @returns true when they do */
  look: () => Promise<boolean>
  /** How that look calls itself. */
  agent: string
  /** What stands behind `/r/` in a link that proves by being opened that links open, for this owner. */
  proof: (ownerId: number) => string
  /** Brings what people wrote before those who answer. */
  postman: Pick<Postman, 'bring' | 'bringKept'>
  /** Files that the team brings, on their way in. */
  bringing: Bringing
  /** Files that are made for the team and sent to them. */
  exports: Exports
  /** Files that are brought in. */
  imports: Imports
  /** Finds out who can be written to without anybody seeing it. */
  silentChecks: SilentChecks
  /** How much room the disk has. */
  room: () => Promise<Room>
}
