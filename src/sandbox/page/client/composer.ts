import type { Message } from '../../emulator/wire.js'
import type { ChatPatch, Command } from '../protocol.js'
import { createAttach } from './attach.js'
import { gistOf } from './bubble.js'
import { button, icon, iconButton, make } from './dom.js'
import type { Hand } from './hand.js'
import { replyKeyboard } from './keyboard.js'
import { readMarks } from './markup.js'

/** Where a person writes. */
export type Composer = {
  readonly element: HTMLElement
  /** How the chat stands now. */
  set(chat: Pick<ChatPatch, 'state' | 'keyboard' | 'commands'>): void
  reply(message: Message): void
  edit(message: Message): void
  /** Keeps what was typed for whom it was typed, and brings back what the next person had typed. */
  change(from: number | null, to: number | null): void
}

type Aim = { kind: 'new' } | { kind: 'reply' | 'edit'; message: Message }

const MARKS: Readonly<Record<string, string>> = { b: '**', i: '__', u: '++' }

/** @param lastOwn the message that the up arrow brings back to be edited */
export function createComposer(hand: Hand, lastOwn: () => Message | null): Composer {
  const { words } = hand
  const drafts = new Map<number, string>()
  let aim: Aim = { kind: 'new' }
  let commands: readonly Command[] = []

  const input = make('textarea', { label: words.message, attrs: { rows: '1', placeholder: words.message } })
  const submit = iconButton('send', words.send, () => void sendText())
  submit.classList.add('send')
  const attach = createAttach(hand, parcel => {
    const user = hand.person()
    if (user === null) return
    void hand.act({ act: 'files', user, ...parcel, replyTo: aim.kind === 'reply' ? aim.message.message_id : null })
    setAim({ kind: 'new' })
  })
  const clip = iconButton('clip', words.attach, () => attach.open(clip))
  const slash = iconButton('slash', words.commands, () => {
    if (list.hidden) showCommands('')
    else list.hidden = true
  })
  const keys = iconButton('keys', words.keyboard, () => box.classList.toggle('no-keys'))
  const list = make('div', { class: 'command-list', label: words.commands })
  const about = make('div', { class: 'aim' })
  const keyboard = make('div', { class: 'keys' })
  const field = make('div', { class: 'field' }, clip, input, slash, keys, submit)
  const start = button({ class: 'primary wide', click: () => hand.start(null) }, words.start)
  const gone = make('p', { class: 'gone' }, words.gone)
  const box = make('div', { class: 'composer' }, list, about, field, start, gone, keyboard, ...attach.inputs)
  list.hidden = true

  const grow = () => {
    input.style.height = 'auto'
    // Where it is not shown it has no height to go by.
    if (input.scrollHeight > 0) input.style.height = `${Math.min(160, input.scrollHeight)}px`
    submit.classList.toggle('ready', input.value.trim() !== '')
    if (/^\/\w*$/.test(input.value)) showCommands(input.value.slice(1))
    else list.hidden = true
  }

  function showCommands(typed: string): void {
    const fitting = commands.filter(one => one.command.startsWith(typed.toLowerCase()))
    list.replaceChildren(
      ...fitting.map(({ command, description }) => {
        const line = button({}, make('b', {}, `/${command}`), make('span', {}, description))
        line.addEventListener('click', () => {
          setText('')
          hand.say(`/${command}`)
        })
        return line
      }),
    )
    list.hidden = fitting.length === 0
  }

  const setText = (text: string) => {
    input.value = text
    grow()
  }

  const setAim = (next: Aim) => {
    if (aim.kind === 'edit' && next.kind !== 'edit') setText('')
    aim = next
    submit.setAttribute('aria-label', next.kind === 'edit' ? words.save : words.send)
    submit.replaceChildren(icon(next.kind === 'edit' ? 'check' : 'send'))
    if (next.kind === 'new') return about.replaceChildren()
    const title = next.kind === 'edit' ? words.edit : words.reply
    const lines = make('span', {}, make('b', {}, title), make('small', {}, gistOf(next.message, hand)))
    const end = iconButton('close', words.cancel, () => setAim({ kind: 'new' }))
    about.replaceChildren(icon(next.kind), lines, end)
    if (next.kind === 'edit') setText(next.message.text ?? next.message.caption ?? '')
    input.focus()
  }

  const sendText = async (): Promise<void> => {
    const user = hand.person()
    const { text, entities } = readMarks(input.value)
    if (user === null || text === '') return
    const { value } = input
    const now = aim
    setText('')
    setAim({ kind: 'new' })
    const done =
      now.kind === 'edit'
        ? await hand.act({ act: 'edit', user, message: now.message.message_id, text })
        : await hand.act({
            act: 'send',
            user,
            text,
            entities,
            replyTo: now.kind === 'reply' ? now.message.message_id : null,
          })
    // What could not be sent is not lost.
    if (done === undefined && input.value === '') setText(value)
  }

  const wrap = (mark: string) => {
    const { selectionStart, selectionEnd, value } = input
    if (selectionStart === selectionEnd) return
    input.setRangeText(mark + value.slice(selectionStart, selectionEnd) + mark)
    grow()
  }

  input.addEventListener('input', grow)
  input.addEventListener('keydown', event => {
    const mark = event.ctrlKey || event.metaKey ? MARKS[event.key] : undefined
    if (mark !== undefined) {
      event.preventDefault()
      wrap(mark)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !matchMedia('(hover: none)').matches) {
      event.preventDefault()
      void sendText()
    } else if (event.key === 'Escape') {
      list.hidden = true
      setAim({ kind: 'new' })
    } else if (event.key === 'ArrowUp' && input.value === '' && aim.kind === 'new') {
      const own = lastOwn()
      if (own !== null) setAim({ kind: 'edit', message: own })
    }
  })
  input.addEventListener('paste', event => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    attach.offer(files)
  })
  box.addEventListener('dragover', event => event.preventDefault())
  box.addEventListener('drop', event => {
    event.preventDefault()
    attach.offer([...(event.dataTransfer?.files ?? [])])
  })

  return {
    element: box,
    set(chat) {
      commands = chat.commands
      field.hidden = chat.state !== 'open'
      start.hidden = chat.state !== 'stranger' && chat.state !== 'blocked'
      start.textContent = chat.state === 'blocked' ? words.restart : words.start
      gone.hidden = chat.state !== 'deactivated'
      slash.hidden = commands.length === 0
      keys.hidden = chat.keyboard === null || chat.state !== 'open'
      keyboard.replaceChildren(...(chat.keyboard === null ? [] : [replyKeyboard(chat.keyboard, hand)]))
      keyboard.hidden = keys.hidden
    },
    reply: message => setAim({ kind: 'reply', message }),
    edit: message => setAim({ kind: 'edit', message }),
    change(from, to) {
      if (from !== null) drafts.set(from, aim.kind === 'edit' ? '' : input.value)
      setAim({ kind: 'new' })
      setText(to === null ? '' : (drafts.get(to) ?? ''))
    },
  }
}
