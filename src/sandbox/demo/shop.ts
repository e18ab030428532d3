import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AGENT } from '../../offers/link/visit.js'
import type { Language } from '../../text/format.js'
import { demoWords } from './words.js'

/** The pages of the demo's shop. */
export type ShopPage = 'boots' | 'newBoots' | 'sizes'

const PAGES = ['boots', 'newBoots', 'sizes'] as const
const PATHS: Readonly<Record<ShopPage, string>> = { boots: '/boots', newBoots: '/new-boots', sizes: '/sizes' }

/** A web shop of three pages, to which the offer's links lead; `boots` is a year old. */
export type Shop = {
  readonly origin: string
  address(page: ShopPage): string
  /** How often its pages, or one of them, were opened through a tracked link. */
  visits(page?: ShopPage): number
  close(): Promise<void>
}

/** Opens the shop on a free port of this machine. */
export async function createShop(language: Language): Promise<Shop> {
  const { shop } = demoWords(language)
  const visits: Record<ShopPage, number> = { boots: 0, newBoots: 0, sizes: 0 }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    const page = PAGES.find(one => PATHS[one] === pathname) ?? null
    // Only what came by a tracked link bears its marks; the product itself looks at the pages, marks and all.
    const came = searchParams.has('utm_campaign') && request.headers['user-agent'] !== AGENT
    if (page !== null && came) visits[page]++
    response.writeHead(page === null && pathname !== '/' ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(pageOf(page === null ? shop.home : shop[page], shop.text, language))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  return {
    origin,
    address: page => origin + PATHS[page],
    visits: page => (page === undefined ? PAGES.reduce((sum, one) => sum + visits[one], 0) : visits[page]),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A port of this machine that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const port = portOf(server.address())
  await new Promise<void>(resolve => server.close(() => resolve()))
  return port
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('a server without a port')
  return address.port
}

function pageOf(title: string, text: string, language: Language): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><body style="font:18px/1.5 system-ui;max-width:34em;margin:4em auto;padding:0 1em">
<h1>🍂 ${title}</h1><p>${text}</p></body></html>`
}
