import type { Message, Poll } from '../../emulator/wire.js'
import type { PollState } from '../protocol.js'
import { button, make } from './dom.js'
import type { Hand } from './hand.js'
import { openDialog } from './toast.js'

/** What is ticked and not yet sent, by person and poll: a poll is drawn anew whenever somebody answers it. */
const ticked = new Map<string, Set<number>>()

/** A poll as it stands in a chat: what may be chosen, and once the person has, or nobody can any more, how it stands. Null: it is none. */
export function pollBox(
  { poll, message_id: message }: Message,
  state: PollState | null,
  hand: Hand,
): HTMLElement | null {
  if (poll === undefined) return null
  const { poll: words } = hand.words
  const { chosen, closed, voters } = state ?? { chosen: [], closed: poll.is_closed, voters: 0 }
  const open = !closed && chosen.length === 0
  const own = `${hand.person()} ${poll.id}`
  const picked = ticked.get(own) ?? new Set<number>()
  const vote = (options: number[]) => {
    ticked.delete(own)
    const user = hand.person()
    if (user !== null) void hand.act({ act: 'vote', user, message, options })
  }
  const done = button({ class: 'done', click: () => vote([...picked]) }, words.vote)
  done.disabled = picked.size === 0
  done.dataset['key'] = 'done'
  const options = poll.options.map(({ text }, i) => {
    const share = voters === 0 ? 0 : Math.round((100 * (state?.counts[i] ?? 0)) / voters)
    const mark = open ? null : make('span', { class: 'mark' }, markOf(poll, i, chosen))
    const one = button({ class: 'option' }, mark, make('span', {}, text), open ? null : make('small', {}, `${share} %`))
    one.dataset['key'] = `option ${i}`
    one.disabled = !open
    if (open && poll.allows_multiple_answers) one.setAttribute('aria-pressed', String(picked.has(i)))
    one.addEventListener('click', () => {
      if (!poll.allows_multiple_answers) return vote([i])
      if (!picked.delete(i)) picked.add(i)
      ticked.set(own, picked)
      one.setAttribute('aria-pressed', String(picked.has(i)))
      done.disabled = picked.size === 0
    })
    return one
  })
  const kind = closed ? words.closed : poll.type === 'quiz' ? words.quiz : words.name
  const explained = open || poll.explanation === undefined ? null : make('p', { class: 'explained' }, poll.explanation)
  const back =
    chosen.length > 0 && !closed && poll.allows_revoting
      ? button({ class: 'done', click: () => vote([]) }, words.takeBack)
      : null
  return make(
    'div',
    { class: 'poll' },
    make('b', {}, poll.question),
    make('small', {}, `${kind} · ${words.voters(voters)}`),
    ...options,
    explained,
    open && poll.allows_multiple_answers ? done : back,
  )
}

function markOf({ correct_option_ids: right }: Poll, option: number, chosen: readonly number[]): string {
  if (right?.includes(option) === true) return '✅'
  if (!chosen.includes(option)) return ''
  return right === undefined ? '☑' : '❌'
}

/** Asks what a poll is to ask; lines that begin with a star are the right answers of a quiz. */
export function askPoll(hand: Hand): void {
  const { poll: words, send, cancel } = hand.words
  const question = make('input', { label: words.question, attrs: { type: 'text', placeholder: words.question } })
  const options = make('textarea', { label: words.options, attrs: { rows: '4', placeholder: words.options } })
  const many = make('input', { attrs: { type: 'checkbox' } })
  const form = make(
    'form',
    { class: 'parcel' },
    make('h2', {}, words.make),
    question,
    options,
    make('small', {}, words.hint),
    make('label', { class: 'tick' }, many, words.many),
    make(
      'footer',
      {},
      button({ class: 'quiet', click: () => dialog.close() }, cancel),
      make('button', { class: 'primary' }, send),
    ),
  )
  form.addEventListener('submit', event => {
    event.preventDefault()
    const user = hand.person()
    const lines = options.value
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && line !== '*')
    if (user === null || question.value.trim() === '' || lines.length === 0) return
    dialog.close()
    const right = lines.flatMap((line, i) => (line.startsWith('*') ? [i] : []))
    const said = lines.map(line => line.replace(/^\*\s*/, ''))
    void hand.act({ act: 'poll', user, question: question.value.trim(), options: said, right, many: many.checked })
  })
  const dialog = openDialog(words.make, form)
  question.focus()
}
