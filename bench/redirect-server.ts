import { systemClock } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { createMetrics } from '../src/http/metrics.js'
import { createHttpServer } from '../src/http/server.js'
import { silentLog } from '../src/log.js'
import { withClickId } from '../src/offers/link/click-id.js'
import { addUtm } from '../src/offers/link.js'
import { createRedirect } from '../src/tracking/click.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'

/** The product's web door with its redirect, over loopback, on a port of the system's choice. */
export function createRedirectServer(db: Db): ReturnType<typeof createHttpServer> {
  const metrics = createMetrics()
  const redirect = createRedirect({
    db,
    tokens: createTokens(loadKeys(db, Date.now())),
    clock: systemClock,
    log: silentLog,
    target: (url, campaign) => (campaign === null ? url : addUtm(url, campaign)),
    told: withClickId,
    testOpened: () => {},
    counted: metrics.countRedirect,
  })
  return createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    redirect,
    visit: async () => ({ kind: 'closed' }),
    accept: null,
    webhookSecret: null,
    crm: { api: () => null, counted: () => {} },
    health: () => ({ ok: true }),
    metrics: metrics.text,
  })
}
