import type { ServerResponse } from 'node:http'
import type { World } from '../emulator/world.js'
import type { Hello, Status } from './protocol.js'
import { type ChatView, createChatView } from './view.js'

const FLUSH_MS = 60
const HEARTBEAT_MS = 15_000
const RETRY_MS = 400

/** The open pages, each on one long response of Server-Sent Events. */
export type Streams = {
  /** Tells a page the state of its chats, and from now on everything that changes there. */
  open(response: ServerResponse, hello: Hello, limit: number): void
  /** Something may have changed: what is new is told shortly. */
  touch(): void
  /** Tells every page, or those that show a chat. */
  tell(event: string, body: unknown, chat?: number): void
  /** Ends all; pages connect anew by themselves. */
  renew(): void
}

type Listener = { response: ServerResponse; views: Map<number, ChatView>; status: string }

/** Keeps pages up to date. `status` is asked whenever something may have changed. */
export function createStreams(world: World, status: () => Status): Streams {
  const listeners = new Set<Listener>()
  let timer: NodeJS.Timeout | null = null

  const write = ({ response }: Listener, event: string, body: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(body)}\n\n`)

  const flushOne = (listener: Listener, now: Status) => {
    for (const view of listener.views.values()) {
      const patch = view.next()
      if (patch !== null) write(listener, 'chat', patch)
    }
    const { now: _now, ...lasting } = now
    const text = JSON.stringify(lasting)
    if (text === listener.status) return
    listener.status = text
    write(listener, 'status', now)
  }

  const flush = () => {
    timer = null
    const now = status()
    for (const listener of listeners) flushOne(listener, now)
  }

  return {
    open(response, hello, limit) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      })
      response.write(`retry: ${RETRY_MS}\n\n`)
      const chats = [hello.left, hello.right].filter(chat => chat !== null)
      const views = new Map(chats.map(chat => [chat, createChatView(world, chat, limit)]))
      const listener = { response, views, status: '' }
      listeners.add(listener)
      const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
      heartbeat.unref()
      response.once('close', () => {
        clearInterval(heartbeat)
        listeners.delete(listener)
      })
      write(listener, 'hello', hello)
      flushOne(listener, status())
    },
    touch() {
      if (timer !== null || listeners.size === 0) return
      timer = setTimeout(flush, FLUSH_MS)
      timer.unref()
    },
    tell(event, body, chat) {
      // What happened before is told before.
      if (timer !== null) {
        clearTimeout(timer)
        flush()
      }
      for (const listener of listeners) {
        if (chat === undefined || listener.views.has(chat)) write(listener, event, body)
      }
    },
    renew() {
      for (const { response } of listeners) response.end()
    },
  }
}
