import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/**
 * Where a request says it comes from: the first public address of X-Forwarded-For, else the peer's own. Anybody can
 * write that header, so it is good for a verdict on a click and for nothing that must be trusted. Null when unknown.
 */
export function claimedAddress(request: IncomingMessage): string | null {
  const forwarded = request.headers['x-forwarded-for']
  if (forwarded !== undefined) {
    const hops = typeof forwarded === 'string' ? forwarded : forwarded.join()
    for (const hop of hops.split(',')) {
      const address = hop.trim()
      if (rangeOf(address) === 'unicast') return address
    }
  }
  return request.socket.remoteAddress ?? null
}

/** True when the peer is this machine and nothing says that it passes a request on for somebody else. */
export function isLocal(request: IncomingMessage): boolean {
  const { headers, socket } = request
  const passedOn = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'] ?? headers.via
  return passedOn === undefined && socket.remoteAddress !== undefined && rangeOf(socket.remoteAddress) === 'loopback'
}

function rangeOf(address: string): string | null {
  try {
    return ipaddr.process(address).range()
  } catch {
    return null
  }
}
