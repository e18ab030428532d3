import type { IncomingMessage } from 'node:http'
import type { Hit } from '../tracking/click.js'
import { claimedAddress } from './address.js'

const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const
const EARLY = /prefetch|prerender|preview/i
const LONGEST_PURPOSE = 128

/** Reads the headers of a request only where they are asked for: nobody's forged token makes us parse anything. */
export class RequestHit implements Omit<Hit, 'token'> {
  constructor(private readonly request: IncomingMessage) {}

  get method(): 'GET' | 'HEAD' {
    return this.request.method === 'HEAD' ? 'HEAD' : 'GET'
  }

  get agent(): string | null {
    return this.request.headers['user-agent'] ?? null
  }

  get address(): string | null {
    return claimedAddress(this.request)
  }

  /** Browsers load a page before anybody has pressed, and say so in one of these headers. */
  get prefetch(): boolean {
    const { headers } = this.request
    return PURPOSE_HEADERS.some(name => {
      const purpose = headers[name]
      return purpose !== undefined && EARLY.test(String(purpose).slice(0, LONGEST_PURPOSE))
    })
  }
}
