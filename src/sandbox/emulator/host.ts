import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * True when a request asks for this machine by an address or by its own name, and comes from no page of somebody else's:
 * a name that somebody made to lead here (DNS rebinding), or a form on their page, could otherwise act in its visitor's name.
 */
export function isOwn({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  if (origin !== undefined && origin !== 'null' && hostOf(origin) !== host.toLowerCase()) return false
  const name = host
    .toLowerCase()
    .slice(0, 256)
    .replace(/:\d{1,5}$/, '')
    .replace(/^\[|\]$/g, '')
  const own = hostname().toLowerCase()
  return isIP(name) !== 0 || ['localhost', own, `${own}.local`].includes(name)
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
