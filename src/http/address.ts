import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** How many proxies may stand between a visitor and us; what was written before them is the visitor's own word. */
const HOPS = 4
/** The longest hop: IPv6 in brackets and quotes, with its zone and a port. */
const HOP_LENGTH = 72
/** Node drops what comes after 2,000 headers, so that of a request with so many nobody knows who passed it on. */
const HEADERS = 100
const PORT = /^(?:\[([^\]]*)\]|([^:]*))(?::\d{0,5})?$/
const PASSED_ON = [
  ...['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'x-cluster-client-ip', 'x-original-forwarded-for', 'x-host'],
  ...[
    'true-client-ip',
    'cf-connecting-ip',
    'cdn-loop',
    'fastly-client-ip',
    'fly-client-ip',
    'x-envoy-external-address',
  ],
]

/**
 * Where a request says it comes from: the first public address among the last four of X-Forwarded-For (else X-Real-IP),
 * else the peer's own. Anybody can write those headers, so it is good for a verdict on a click and for nothing that must
 * be trusted; however long they are, only their ends are looked at. Null when unknown.
 */
export function claimedAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string | null {
  const hops = hopsOf(headers)
  return hops.find(hop => rangeOf(hop) === 'unicast') ?? socket.remoteAddress ?? null
}

/**
 * Who asks, as far as it can be trusted: the peer itself, or, where that is a proxy of our own (this machine, a private
 * network), what it noted last, which nobody before it can write. IPv6 is cut to its network of 64 bits.
 */
export function peerAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const peer = socket.remoteAddress ?? ''
  const noted = rangeOf(peer) === 'unicast' ? undefined : hopsOf(headers).at(-1)
  return networkOf(noted ?? peer)
}

function networkOf(address: string): string {
  if (!isAddress(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toNormalizedString().split(':').slice(0, 4).join(':')
}

/** The addresses that proxies have noted, the visitor's first; without ports. */
function hopsOf(headers: IncomingHttpHeaders): string[] {
  const noted = [headers['x-forwarded-for'] ?? headers['x-real-ip'] ?? ''].flat().at(-1) ?? ''
  const end = noted.slice(-HOPS * (HOP_LENGTH + 1))
  return end.split(',').slice(-HOPS).map(addressOf).filter(isAddress)
}

/** "149.154.161.4:1234", "[2001:db8::1]:443" and "fe80::1%eth0" without what is not the address. */
function addressOf(hop: string): string {
  const written = hop.trim().replaceAll('"', '')
  if (written.length > HOP_LENGTH) return ''
  const [, bracketed, plain] = PORT.exec(written) ?? []
  const address = bracketed ?? plain ?? written
  const zone = address.indexOf('%')
  return zone === -1 ? address : address.slice(0, zone)
}

/** A look that costs next to nothing, before anything is parsed. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0
}

/**
 * True when the peer is this machine, it asked for this machine by name, and nothing says that it passes a request on
 * for somebody else.
 */
export function isLocal({ headers, rawHeaders, socket }: IncomingMessage): boolean {
  if (socket.remoteAddress === undefined || rangeOf(socket.remoteAddress) !== 'loopback') return false
  if (rawHeaders.length > 2 * HEADERS) return false
  const names = Object.keys(headers)
  if (names.some(name => name.startsWith('x-forwarded') || PASSED_ON.includes(name))) return false
  return isLocalHost(headers.host ?? '')
}

/** Whether a Host header names this machine, so that no page of somebody else's can ask in its visitor's name. */
function isLocalHost(host: string): boolean {
  const name = host
    .slice(0, HOP_LENGTH)
    .replace(/:\d{1,5}$/, '')
    .toLowerCase()
  return name === 'localhost' || rangeOf(name.replace(/^\[|\]$/g, '')) === 'loopback'
}

function rangeOf(address: string): string | null {
  if (!isAddress(address)) return null
  return ipaddr.process(address).range()
}
