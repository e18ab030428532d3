import type { Listed } from '../protocol.js'
import { avatar, button, icon, make } from './dom.js'
import { findPeople } from './talk.js'
import type { Times } from './time.js'
import { openDialog } from './toast.js'
import type { Words } from './words.js'

const TYPING_MS = 120
const AGAIN_MS = 1_500

export type PickerDeps = {
  words: Words
  times: Times
  current: number | null
  chosen(person: number): void
  /** Somebody new joins by this name. */
  join(name: string): void
}

/** The list of people one can be: searched by typing, with what each has not read. */
export function openPicker({ words, times, current, chosen, join }: PickerDeps): void {
  const search = make('input', {
    label: words.search,
    attrs: { type: 'search', placeholder: words.search, autocomplete: 'off' },
  })
  const list = make('div', { class: 'people' })
  const hint = make('p', { class: 'hint' })
  const field = make('label', { class: 'search' }, icon('search'), search)
  const close = button({ class: 'icon-button', label: words.close, click: () => dialog.close() }, icon('close'))
  const head = make('header', {}, make('h2', {}, words.choose), close)
  const dialog = openDialog(words.choose, head, field, list, hint)
  dialog.classList.add('picker')
  let shown = ''
  let asked = 0

  const take = (person: number) => {
    dialog.close()
    chosen(person)
  }

  const line = (one: Listed) => {
    const { last } = one
    const name = make('b', {}, one.name)
    if (one.state === 'blocked' || one.state === 'deactivated') {
      name.append(make('small', { class: 'state' }, one.state === 'blocked' ? words.blocked : words.deactivated))
    }
    const gist =
      last === null ? (one.username === null ? '' : `@${one.username}`) : last.text || kindOf(last.kind, words)
    const row = button(
      { class: one.id === current ? 'person current' : 'person', click: () => take(one.id) },
      avatar(one.name, one.id),
      make('span', { class: 'who' }, name, make('small', {}, gist)),
      make(
        'span',
        { class: 'when' },
        make('time', {}, last === null ? '' : times.brief(last.at / 1_000)),
        one.unread === 0 ? null : make('span', { class: 'badge', label: words.unread(one.unread) }, String(one.unread)),
      ),
    )
    row.dataset['person'] = String(one.id)
    return row
  }

  const fill = async () => {
    const request = ++asked
    const typed = search.value.trim()
    const { people, total } = await findPeople(typed)
    if (request !== asked || !dialog.isConnected) return
    const now = JSON.stringify([typed, people, total])
    if (now === shown) return
    shown = now
    const focused = document.activeElement
    const focusedPerson =
      focused instanceof HTMLElement && list.contains(focused) ? focused.dataset['person'] : undefined
    const lines: HTMLElement[] = people.map(line)
    if (people.length === 0) lines.push(make('p', { class: 'hint' }, words.nobody))
    if (typed !== '') {
      const joining = () => {
        dialog.close()
        join(typed)
      }
      const plus = make('span', { class: 'avatar plus' }, icon('plus'))
      lines.push(
        button(
          { class: 'person', click: joining },
          plus,
          make('span', { class: 'who' }, make('b', {}, words.join(typed))),
        ),
      )
    }
    list.replaceChildren(...lines)
    if (focusedPerson !== undefined) list.querySelector<HTMLElement>(`[data-person="${focusedPerson}"]`)?.focus()
    hint.textContent = total > people.length ? words.more(total - people.length) : typed === '' ? words.joinHint : ''
  }

  let typing: ReturnType<typeof setTimeout> | undefined
  search.addEventListener('input', () => {
    clearTimeout(typing)
    typing = setTimeout(() => void fill(), TYPING_MS)
  })
  search.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const first = list.querySelector('button')
    if (event.key === 'Enter') first?.click()
    else first?.focus()
  })
  const again = setInterval(() => void fill(), AGAIN_MS)
  dialog.addEventListener('close', () => clearInterval(again))
  search.focus()
  void fill()
}

function kindOf(kind: string, words: Words): string {
  const names: Readonly<Record<string, string>> = words.kinds
  return names[kind] ?? ''
}
