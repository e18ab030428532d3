import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Account } from './store.js'
import type { Message, MessageEntity } from './wire.js'
import type { World } from './world.js'

const MOST_CHATS = 200
const MOST_MESSAGES = 100

const STYLE = `
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; background: #dfe7ec; color: #16212b; }
header { position: sticky; top: 0; background: #fff; padding: 10px 18px; border-bottom: 1px solid #c8d3da; }
main { display: grid; grid-template-columns: minmax(220px, 320px) 1fr; gap: 18px; padding: 18px; }
nav a { display: block; padding: 8px 12px; border-radius: 10px; color: inherit; text-decoration: none; }
nav a.here, nav a:hover { background: #fff; }
nav small, .message small { color: #66788a; }
nav small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.message { max-width: 520px; margin: 0 0 10px; padding: 8px 12px; border-radius: 14px; background: #fff; overflow-wrap: anywhere; }
.message.own { margin-left: auto; background: #dcf8c6; }
.message img { max-width: 100%; border-radius: 8px; display: block; margin-bottom: 6px; }
.text { white-space: pre-wrap; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.row span { flex: 1; text-align: center; padding: 5px; border-radius: 8px; background: #eaf1f5; font-size: 14px; }
.file { color: #3a6ea5; }
@media (max-width: 700px) { main { grid-template-columns: 1fr; } }
`

/** Serves `GET /`: every chat and its messages, read only, renewed every two seconds. */
export function createPage(world: World) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (request.method !== 'GET') return false
    if (url.pathname.startsWith('/media/')) {
      const file = world.files.read(decodeURIComponent(url.pathname.slice('/media/'.length)))
      if (file === null || !file.type.startsWith('image/')) return false
      response.writeHead(200, { 'content-type': file.type, 'x-content-type-options': 'nosniff' })
      response.end(file.bytes)
      return true
    }
    if (url.pathname !== '/') return false
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    })
    response.end(render(world, Number(url.searchParams.get('chat'))))
    return true
  }
}

function render(world: World, chosen: number): string {
  const open = [...world.store.accounts.values()].filter(account => account.messages.size > 0)
  const chats = open.map(account => ({ account, last: [...account.messages.values()].at(-1) }))
  chats.sort((a, b) => (b.last?.message_id ?? 0) - (a.last?.message_id ?? 0))
  const shown = world.store.accounts.get(chosen) ?? chats[0]?.account
  const { accepted, changes, codes } = world.truth.counts()
  const list = chats.slice(0, MOST_CHATS).map(({ account, last }) => {
    const here = account === shown ? ' class="here"' : ''
    return `<a${here} href="/?chat=${account.user.id}">${escaped(nameOf(account))}${mark(account)}<small>${escaped(last === undefined ? '' : gist(last))}</small></a>`
  })
  const more = chats.length > MOST_CHATS ? `<small>and ${chats.length - MOST_CHATS} more</small>` : ''
  const messages = shown === undefined ? [] : [...shown.messages.values()].slice(-MOST_MESSAGES)
  const sums = `${chats.length} chats · ${accepted} messages of the bot · ${changes} edits · ${codes['429'] ?? 0} answers “too many requests”`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>${escaped(world.bot.first_name)}: chats</title><style>${STYLE}</style></head>
<body><header><b>${escaped(world.bot.first_name)}</b> <small>@${escaped(world.bot.username ?? '')} · ${sums}</small></header>
<main><nav>${list.join('\n')}${more}</nav>
<section>${shown === undefined ? '<p>Nobody has written yet.</p>' : messages.map(one => renderMessage(world, one)).join('\n')}</section>
</main></body></html>`
}

function renderMessage(world: World, message: Message): string {
  const own = message.from.is_bot ? '' : ' own'
  const path = message.photo?.at(-1)
  const photo =
    path === undefined
      ? ''
      : `<img alt="photo" src="/media/${encodeURIComponent(world.files.path(path.file_id).file_path)}">`
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const body =
    photo === '' && message.text === undefined ? `<span class="file">${escaped(gist(message))}</span> ` : photo
  const rows = (message.reply_markup?.inline_keyboard ?? []).map(
    row =>
      `<div class="row">${row.map(one => `<span>${escaped(one.text)}${one.url === undefined ? '' : ' ↗'}</span>`).join('')}</div>`,
  )
  const time = new Date((message.edit_date ?? message.date) * 1_000).toISOString().slice(11, 19)
  const edited = message.edit_date === undefined ? '' : ' edited'
  return `<div class="message${own}">${body}<div class="text">${renderText(text, entities)}</div>${rows.join('')}<small>${message.message_id} ·${edited} ${time}</small></div>`
}

const TAGS: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'code',
  blockquote: 'q',
  expandable_blockquote: 'q',
  text_link: 'u',
  url: 'u',
}

/** Every stretch between two ends of entities is written with the tags of those that cover it. */
function renderText(text: string, entities: readonly MessageEntity[]): string {
  const cuts = new Set([0, text.length])
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length)
  const ends = [...cuts].sort((a, b) => a - b)
  return ends
    .slice(1)
    .map((end, i) => {
      const start = ends[i] ?? 0
      const covering = entities.filter(one => one.offset <= start && one.offset + one.length >= end)
      const tags = covering.map(one => TAGS[one.type]).filter(tag => tag !== undefined)
      const opened = tags.map(tag => `<${tag}>`).join('')
      const closed = tags
        .toReversed()
        .map(tag => `</${tag}>`)
        .join('')
      return opened + escaped(text.slice(start, end)) + closed
    })
    .join('')
}

function gist(message: Message): string {
  const text = message.text ?? message.caption
  if (message.text === undefined) {
    const kind = ['photo', 'video', 'animation', 'document', 'sticker', 'voice', 'audio', 'contact', 'location'].find(
      field => field in message,
    )
    return text === undefined ? `[${kind ?? 'message'}]` : `[${kind ?? 'message'}] ${text.slice(0, 80)}`
  }
  return message.text.slice(0, 80)
}

function nameOf({ user }: Account): string {
  return [user.first_name, user.last_name].filter(part => part !== undefined).join(' ')
}

function mark(account: Account): string {
  if (account.state === 'blocked') return ' 🚫'
  return account.state === 'deactivated' ? ' 👻' : ''
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, found => ESCAPES[found] ?? found)
