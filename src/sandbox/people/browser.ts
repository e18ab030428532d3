import { isIP } from 'node:net'
import { Agent } from 'undici'

/** A visit to an address. `status` is null when nothing answered. */
export type Visit = { status: number | null; location: string | null }

/** Opens an address once, following nothing. Never rejects. */
export type Open = (url: string, how: { method: 'GET' | 'HEAD'; agent: string }) => Promise<Visit>

const PATIENCE = 10_000
const browser = new Agent()

/** Opens addresses of this machine only: the sandbox never visits anybody outside. */
export const openLocally: Open = async (url, { method, agent }) => {
  if (!URL.canParse(url) || !isLocal(new URL(url).hostname)) return { status: null, location: null }
  const { origin, pathname, search } = new URL(url)
  try {
    const answer = await browser.request({
      origin,
      path: pathname + search,
      method,
      headers: { 'user-agent': agent, accept: 'text/html,*/*' },
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
    })
    await answer.body.dump()
    const { location } = answer.headers
    return { status: answer.statusCode, location: typeof location === 'string' ? location : null }
  } catch {
    return { status: null, location: null }
  }
}

/** Opens an address as a browser does: through up to three redirects. Tells of the first answer. */
export async function browse(open: Open, url: string, agent: string): Promise<Visit> {
  const first = await open(url, { method: 'GET', agent })
  let visit = first
  for (let hops = 0; hops < 3 && isRedirect(visit) && visit.location !== null; hops += 1) {
    if (!URL.canParse(visit.location, url)) break
    visit = await open(new URL(visit.location, url).href, { method: 'GET', agent })
  }
  return first
}

/** True for an answer that sends the visitor on. */
export const isRedirect = (visit: Visit): boolean => visit.status !== null && visit.status >= 300 && visit.status < 400

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}
