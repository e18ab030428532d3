import type { Look, SentFile } from '../protocol.js'
import { button, make } from './dom.js'
import type { Hand } from './hand.js'
import { readMarks } from './markup.js'
import { type Item, openMenu } from './menu.js'
import { askPoll } from './poll.js'
import { drawSample } from './sample.js'
import { openDialog, toast } from './toast.js'

const MOST_BYTES = 40_000_000
const STICKERS = ['👋', '🙂', '❤️', '🔥', '😡', '🐈'] as const

/** What is sent together with files. */
export type Parcel = { files: SentFile[]; caption: string; entities: Look[] }

/** The clip's menu and the dialog where a caption is written. */
export function createAttach(hand: Hand, send: (parcel: Parcel) => void) {
  const { words } = hand
  const pictures = chooser('image/*,video/*', true, files => void offer(files, false))
  const documents = chooser('', true, files => void offer(files, true))
  pictures.dataset['files'] = 'photo'
  documents.dataset['files'] = 'document'

  async function offer(files: readonly File[], asDocuments: boolean): Promise<void> {
    if (files.length === 0) return
    if (files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES) return toast(words.tooBig)
    askCaption(await Promise.all(files.map(file => readOne(file, asDocuments))), files)
  }

  const askCaption = (files: SentFile[], raw: readonly File[]) => {
    const caption = make('textarea', { label: words.caption, attrs: { rows: '3', placeholder: words.caption } })
    const done = make('button', { class: 'primary' }, words.send)
    const cancel = button({ class: 'quiet', click: () => dialog.close() }, words.cancel)
    const label = files.length === 1 && files[0]?.kind === 'photo' ? words.sendPhoto : words.sendFiles(files.length)
    const title = make('h2', {}, label)
    const form = make(
      'form',
      { class: 'parcel' },
      title,
      previews(files, raw),
      caption,
      make('footer', {}, cancel, done),
    )
    const submit = () => {
      const { text, entities } = readMarks(caption.value)
      dialog.close()
      send({ files, caption: text, entities })
    }
    form.addEventListener('submit', event => {
      event.preventDefault()
      submit()
    })
    caption.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      submit()
    })
    const dialog = openDialog(label, form)
    caption.focus()
  }

  const openStickers = (near: Element) => {
    const user = hand.person()
    if (user === null) return
    const strip = make('div', { class: 'react-strip' })
    for (const emoji of STICKERS) {
      const one = button({ label: emoji }, emoji)
      one.addEventListener('click', () => {
        void hand.act({ act: 'sticker', user, emoji })
        const menu = one.closest('.menu')
        if (menu instanceof HTMLElement) menu.hidePopover()
      })
      strip.append(one)
    }
    openMenu(near, words.sticker, [], strip)
  }

  return {
    /** Two inputs that are pressed from the menu; they are not seen. */
    inputs: [pictures, documents],
    /** Files that were pasted or dropped. */
    offer: (files: readonly File[]) => void offer(files, false),
    open(near: Element): void {
      const user = hand.person()
      if (user === null) return
      const items: Item[] = [
        { icon: 'image', label: words.photo, run: () => pictures.click() },
        { icon: 'sun', label: words.samplePhoto, run: () => void drawSample().then(file => offer([file], false)) },
        { icon: 'file', label: words.file, run: () => documents.click() },
        { icon: 'smile', label: words.sticker, run: () => openStickers(near) },
        { icon: 'poll', label: words.poll.make, run: () => askPoll(hand) },
        { icon: 'mic', label: words.voice, run: () => void hand.act({ act: 'voice', user, seconds: 4 }) },
        { icon: 'phone', label: words.contact, run: () => void hand.act({ act: 'contact', user }) },
        { icon: 'pin', label: words.location, run: () => void hand.act({ act: 'location', user }) },
      ]
      openMenu(near, words.attach, items)
    },
  }
}

function chooser(accept: string, multiple: boolean, chosen: (files: readonly File[]) => void): HTMLInputElement {
  const input = make('input', { attrs: { type: 'file', accept, tabindex: '-1', hidden: '' } })
  input.multiple = multiple
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    input.value = ''
    chosen(files)
  })
  return input
}

function previews(files: readonly SentFile[], raw: readonly File[]): HTMLElement {
  const box = make('div', { class: 'previews' })
  for (const [i, file] of raw.entries()) {
    if (files[i]?.kind !== 'photo') {
      box.append(make('span', { class: 'file-name' }, file.name))
      continue
    }
    const address = URL.createObjectURL(file)
    const image = make('img', { attrs: { src: address, alt: file.name } })
    image.addEventListener('load', () => URL.revokeObjectURL(address))
    box.append(image)
  }
  return box
}

async function readOne(file: File, asDocument: boolean): Promise<SentFile> {
  const about = { name: file.name.slice(0, 255), type: file.type.slice(0, 100), data: await base64(file) }
  if (asDocument) return { kind: 'document', ...about }
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return { kind: 'photo', ...about }
  return file.type.startsWith('video/')
    ? { kind: 'video', ...about, ...(await filmSize(file)) }
    : { kind: 'document', ...about }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.readAsDataURL(file)
  })
}

function filmSize(file: File): Promise<{ width?: number; height?: number; duration?: number }> {
  return new Promise(resolve => {
    const video = make('video')
    const done = (size: { width?: number; height?: number; duration?: number }) => {
      URL.revokeObjectURL(video.src)
      resolve(size)
    }
    video.onerror = () => done({})
    video.onloadedmetadata = () => {
      const { videoWidth: width, videoHeight: height, duration } = video
      done(width > 0 && height > 0 ? { width, height, duration: Math.max(0, Math.round(duration) || 0) } : {})
    }
    video.src = URL.createObjectURL(file)
  })
}
