import type { Api } from 'grammy'
import type { Db } from '../../db/open.js'
import type { Engine } from '../../delivery/engine.js'
import type { GateRules } from '../../delivery/gate.js'
import type { Pace } from '../../delivery/pace.js'
import type { Transport } from '../../delivery/transport.js'
import type { Log } from '../../log.js'
import type { Tokens } from '../../tracking/token.js'
import type { Preferences } from '../preference.js'

/** What the marketer's screens work with. */
export type AdminDeps = {
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
}
