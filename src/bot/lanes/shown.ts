import { createHash } from 'node:crypto'
import { z } from 'zod'

const REMEMBERED = 5_000

const requestSchema = z.looseObject({ chat_id: z.int(), message_id: z.int().optional() })
const sentSchema = z.looseObject({ result: z.looseObject({ message_id: z.int() }) })

/** What a message says, apart from where it stands. */
const saysSchema = z.object({
  text: z.unknown().optional(),
  entities: z.unknown().optional(),
  parse_mode: z.unknown().optional(),
  link_preview_options: z.unknown().optional(),
  reply_markup: z.unknown().optional(),
})

/** Remembers what our messages say, so that an edit which would change nothing need not leave. */
export type Shown = {
  /** True when the message that this request edits says just that already. */
  same(method: string, body: string): boolean
  /** Telegram took a request; its answer may name the message. */
  took(method: string, body: string, answer: unknown): void
  /** A request leaves: until it is taken, nobody knows what stands there. @param body null: a stream, so anywhere */
  left(method: string, body: string | null): void
}

/** The latest 5,000 messages are remembered, by a hash. */
export function createShown(): Shown {
  const says = new Map<string, string>()

  function remember(place: string, what: string | null): void {
    says.delete(place)
    if (what === null) return
    says.set(place, what)
    const [oldest] = says.keys()
    if (says.size > REMEMBERED && oldest !== undefined) says.delete(oldest)
  }

  return {
    same(method, body) {
      if (!isEdit(method)) return false
      const read = readRequest(method, body)
      return read !== null && read.place !== null && says.get(read.place) === read.what
    },
    took(method, body, answer) {
      const read = method === 'sendMessage' || isEdit(method) ? readRequest(method, body) : null
      if (read === null) return
      if (read.place !== null) return remember(read.place, read.what)
      const sent = sentSchema.safeParse(answer)
      if (sent.success) remember(`${read.chat} ${sent.data.result.message_id}`, read.what)
    },
    left(method, body) {
      if (body === null && isEdit(method)) says.clear()
      const read = body !== null && isEdit(method) ? readRequest(method, body) : null
      if (read !== null && read.place !== null) remember(read.place, null)
    },
  }
}

const isEdit = (method: string) => method.startsWith('edit')

/** Where a request puts what; null when that cannot be told. */
function readRequest(method: string, body: string): { chat: number; place: string | null; what: string } | null {
  const json: unknown = JSON.parse(body)
  const request = requestSchema.safeParse(json)
  if (!request.success) return null
  const { chat_id: chat, message_id: message } = request.data
  const isText = method === 'sendMessage' || method === 'editMessageText'
  const what = isText ? JSON.stringify(saysSchema.parse(json)) : `${method} ${body}`
  const hash = createHash('sha256').update(what).digest('base64')
  return { chat, place: isEdit(method) && message !== undefined ? `${chat} ${message}` : null, what: hash }
}
