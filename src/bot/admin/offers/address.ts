import { shorten } from '../../../text/format.js'

/** An address as people say it: "shop.ru/boots". */
export function shortAddress(href: string): string {
  const { host, pathname, search } = new URL(href)
  return shorten(host.replace(/^www\./, '') + (pathname === '/' ? '' : pathname) + search, 60)
}
