/** What pressing an address does: another chat's start, a new tab, or nothing at all. */
export type Destination = { kind: 'start'; payload: string | null } | { kind: 'open'; href: string } | { kind: 'dead' }

/** Reads an address of a message. Without a scheme it is http; anything but http, https, mailto and tel is dead. */
export function readAddress(address: string, botUsername: string): Destination {
  const full = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) ? address : `http://${address}`
  if (!URL.canParse(full)) return { kind: 'dead' }
  const url = new URL(full)
  const toBot = url.hostname === 't.me' && url.pathname.slice(1).toLowerCase() === botUsername.toLowerCase()
  if (toBot) return { kind: 'start', payload: url.searchParams.get('start') }
  if (url.protocol === 'tg:' && url.searchParams.get('domain')?.toLowerCase() === botUsername.toLowerCase()) {
    return { kind: 'start', payload: url.searchParams.get('start') }
  }
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)
    ? { kind: 'open', href: url.href }
    : { kind: 'dead' }
}
