import type { Act, ChatPatch, Hello, Listed, PressAnswer, Status } from '../protocol.js'

/** Does it on the server. @returns the answer to a press, or who joined. Rejects with the reason when it was refused. */
export async function post(act: Act): Promise<PressAnswer | { id: number }> {
  const response = await fetch('/page/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
    keepalive: act.act === 'click',
  })
  const body = await response.json()
  if (!response.ok) throw new Error(String(body.error))
  return body.result
}

/** People whose name, username or id holds the words. */
export async function findPeople(words: string): Promise<{ people: Listed[]; total: number }> {
  const response = await fetch(`/page/people?q=${encodeURIComponent(words)}`)
  return response.json()
}

/** What the server tells by itself. */
export type Heard = {
  hello(hello: Hello): void
  chat(patch: ChatPatch): void
  status(status: Status): void
  typing(chat: number): void
  /** The server chose a person to be shown. */
  picked(person: number): void
  connected(yes: boolean): void
}

/** Whom to show, and how many messages of each chat. */
export type Wish = { left: number | null; right: number | null; limit: number }

/** Listens until the returned function is called; a lost connection is made anew. */
export function listen(wish: Wish, heard: Heard): () => void {
  const query = new URLSearchParams({ limit: String(wish.limit) })
  if (wish.left !== null) query.set('left', String(wish.left))
  if (wish.right !== null) query.set('right', String(wish.right))
  const source = new EventSource(`/page/events?${query}`)
  source.addEventListener('open', () => heard.connected(true))
  source.addEventListener('error', () => heard.connected(false))
  source.addEventListener('hello', event => heard.hello(JSON.parse(event.data)))
  source.addEventListener('chat', event => heard.chat(JSON.parse(event.data)))
  source.addEventListener('status', event => heard.status(JSON.parse(event.data)))
  source.addEventListener('typing', event => heard.typing(JSON.parse(event.data).chat))
  source.addEventListener('pick', event => heard.picked(JSON.parse(event.data).person))
  return () => source.close()
}
