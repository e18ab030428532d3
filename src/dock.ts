import { countryOfZone, createCollector, importingOf } from './bot/files/importing.js'
import type { Preferences } from './bot/settings/preference.js'
import type { Clock } from './clock.js'
import { type Api, type ApiDeps, createApi } from './crm/api.js'
import { type Bringing, createBringing } from './crm/bringing.js'
import { createImports, type Imports } from './crm/import.js'
import { createTroubleWatch, type TroubleWatch } from './crm/shop/trouble.js'
import { createShopWorker, type ShopWorker } from './crm/shop/worker.js'
import type { Db } from './db/open.js'
import { createServiceIntake } from './delivery/service/intake.js'
import type { Log } from './log.js'
import type { Tokens } from './tracking/token.js'

/** Where what other systems know comes in: files, calls of shops, and what is told by HTTP. */
export type Dock = {
  imports: Imports
  bringing: Bringing
  shops: ShopWorker
  troubles: TroubleWatch
  collector: ReturnType<typeof createCollector>
  api: Api
  /** Goes on with what the last process left. */
  resume(): void
  close(): Promise<void>
}

/** What it works with. */
export type DockDeps = {
  db: Db
  clock: Clock
  log: Log
  publicUrl: string
  /** Origins that order messages may link to although they are private. */
  ownTargets: readonly string[]
  preferences: Preferences
  tokens: Tokens
  team: () => number[]
  /** To whom files that lie in the inbox belong; null: nobody owns the bot yet. */
  owner: () => number | null
  /** Something changed that cards may be about. */
  touch: (subject: string) => void
  /** An order message waits to be sent. */
  accepted: () => void
  counted: ApiDeps['counted']
}

/** Puts it together; nothing moves before `resume`, but for what is brought to it. */
export function createDock(deps: DockDeps): Dock {
  const { db, clock, log, publicUrl, ownTargets, preferences, tokens, team, owner, touch, accepted, counted } = deps
  const { zone } = preferences
  const brought = (id: number) => touch(`import:${id}`)
  const connected = (id: number) => touch(`connection:${id}`)
  const openClick = (text: string) => tokens.openClick(text)?.deliveryId ?? null
  const imports = createImports({ db, log, now: clock.now, team, changed: brought })
  const bringing = createBringing({
    ...importingOf(db, preferences),
    ...{ db, log, imports, now: clock.now, changed: brought },
  })
  const shops = createShopWorker({
    ...{ db, clock, log, openClick, changed: connected },
    context: () => ({ currency: preferences.currency(), zone: zone(), country: countryOfZone(zone()) }),
  })
  const api = createApi({
    message: createServiceIntake({ db, log, ownTargets, accepted }),
    ...{ db, log, zone, team, publicUrl, now: clock.now, monotonic: clock.monotonic, openClick, counted },
  })
  return {
    ...{ imports, bringing, shops, api },
    troubles: createTroubleWatch(db, clock.now(), connected),
    collector: createCollector({ db, bringing, owner }),
    resume() {
      imports.resume()
      bringing.resume()
      shops.wake()
    },
    async close() {
      await Promise.all([imports.close(), shops.close()])
    },
  }
}
