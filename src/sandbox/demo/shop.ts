import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Language } from '../../text/format.js'
import { demoWords } from './words.js'

/** The pages of the demo's shop. */
export type ShopPage = 'boots' | 'sizes'

/** A web shop of two pages, to which the offer's links lead. */
export type Shop = {
  readonly origin: string
  /** How often its pages were opened through a tracked link. */
  visits(): number
  close(): Promise<void>
}

/** Opens the shop on a free port of this machine. */
export async function createShop(language: Language): Promise<Shop> {
  const { shop } = demoWords(language)
  const titles: Readonly<Record<ShopPage, string>> = { boots: shop.boots, sizes: shop.sizes }
  let visits = 0
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    const title =
      pathname === '/boots' || pathname === '/sizes' ? titles[pathname === '/boots' ? 'boots' : 'sizes'] : null
    // The product looks at the pages itself before it sends; only what came by a tracked link bears its marks.
    if (title !== null && searchParams.has('utm_campaign')) visits++
    response.writeHead(title === null && pathname !== '/' ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(pageOf(title ?? shop.home, shop.text, language))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    visits: () => visits,
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
