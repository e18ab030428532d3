import type { ServerResponse } from 'node:http'

/** Sends a short answer and ends it. HEAD gets the headers only, which node:http sees to. */
export function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}

/** Sends one sentence. */
export function answerText(response: ServerResponse, status: number, sentence: string): void {
  answer(response, status, 'text/plain; charset=utf-8', `${sentence}\n`)
}

/** The one answer for everything that is not here: nobody can tell a forged link from a wrong path. */
export function answerNotFound(response: ServerResponse): void {
  answerText(response, 404, 'Not found')
}

/** Redirects with 302; nobody may store or index it, and no referrer is passed on. */
export function answerFound(response: ServerResponse, url: string): void {
  response.writeHead(302, [
    'Location',
    url,
    'Cache-Control',
    'no-store',
    'Referrer-Policy',
    'no-referrer',
    'X-Robots-Tag',
    'noindex',
    'Content-Length',
    '0',
  ])
  response.end()
}
