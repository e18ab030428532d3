import { button, make } from './dom.js'

const SHOWN_MS = 3_200

let current: HTMLElement | null = null

/** Says something in passing at the lower edge of a pane, or of the page. */
export function toast(text: string, where: Element = document.body): void {
  current?.remove()
  const shown = make('div', { class: 'toast', attrs: { role: 'status' } }, text)
  current = shown
  where.append(shown)
  setTimeout(() => {
    shown.classList.add('leaving')
    setTimeout(() => shown.remove(), 250)
  }, SHOWN_MS)
}

/** A dialog over the page. It is gone once it is closed. */
export function openDialog(label: string, ...content: readonly (Node | string)[]): HTMLDialogElement {
  const dialog = make('dialog', { class: 'dialog', label }, ...content)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
  dialog.showModal()
  return dialog
}

/** Words that wait until they are confirmed. */
export function alertBox(text: string, ok: string): void {
  const confirm = button({ class: 'primary', click: () => dialog.close() }, ok)
  const dialog = openDialog(text.slice(0, 80), make('p', { class: 'alert-text' }, text), make('footer', {}, confirm))
  confirm.focus()
}

/** Asks for one line. `done` gets what was typed, trimmed and not empty. */
export function askLine(
  title: string,
  hint: string,
  words: { ok: string; cancel: string },
  done: (line: string) => void,
): void {
  const input = make('input', { attrs: { type: 'text', placeholder: hint, autocomplete: 'off' }, label: hint })
  const confirm = make('button', { class: 'primary' }, words.ok)
  const form = make(
    'form',
    { attrs: { method: 'dialog' } },
    make('h2', {}, title),
    input,
    make('footer', {}, button({ class: 'quiet', click: () => dialog.close() }, words.cancel), confirm),
  )
  form.addEventListener('submit', event => {
    event.preventDefault()
    const line = input.value.trim()
    if (line === '') return
    dialog.close()
    done(line)
  })
  const dialog = openDialog(title, form)
  input.focus()
}
