import type { FileInfo, Message } from '../../emulator/wire.js'
import { button, icon, make } from './dom.js'
import type { Hand } from './hand.js'
import { openDialog } from './toast.js'

const WIDEST = 340
const TALLEST = 380

const addressOf = (fileId: string): string => `/page/file/${fileId}`

/** What a message holds besides words; null when it is words alone. */
export function media(message: Message, hand: Hand): HTMLElement | null {
  const { words } = hand
  const photo = message.photo?.at(-1)
  if (photo !== undefined) return cover(message, hand, picture(photo.file_id, photo.width, photo.height, hand))
  const moving = message.video ?? message.animation
  if (moving !== undefined) return cover(message, hand, film(moving, message.animation !== undefined))
  if (message.document !== undefined) return file(message.document, message.document.file_name ?? words.file)
  if (message.audio !== undefined) return file(message.audio, message.audio.file_name ?? words.kinds.audio)
  if (message.sticker !== undefined) return make('span', { class: 'sticker' }, message.sticker.emoji ?? '🙂')
  if (message.voice !== undefined) return voice(message.voice, words.voice)
  if (message.video_note !== undefined) return voice(message.video_note, words.kinds.video_note)
  if (message.contact !== undefined) {
    return chip(icon('phone'), message.contact.first_name, message.contact.phone_number)
  }
  if (message.location !== undefined) {
    const { latitude, longitude } = message.location
    return chip(icon('pin'), words.kinds.location, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)
  }
  return null
}

/** The room a picture takes, known before it is loaded, so that nothing jumps. */
function frame(width: number, height: number): string {
  const scale = Math.min(1, WIDEST / width, TALLEST / height)
  return `${Math.max(120, Math.round(width * scale))}px`
}

function picture(fileId: string, width: number, height: number, hand: Hand): HTMLElement {
  const alt = hand.words.kinds.photo
  const image = make('img', { attrs: { src: addressOf(fileId), alt, width: String(width), height: String(height) } })
  const open = button({ class: 'picture', label: hand.words.openPhoto }, image)
  open.style.width = frame(width, height)
  image.style.aspectRatio = `${width} / ${height}`
  open.addEventListener('click', () => {
    const large = make('img', { attrs: { src: addressOf(fileId), alt } })
    const close = button({ class: 'icon-button', label: hand.words.close, click: () => dialog.close() }, icon('close'))
    const dialog = openDialog(alt, large, close)
    dialog.classList.add('lightbox')
  })
  return open
}

function film(info: FileInfo, silent: boolean): HTMLElement {
  const video = make('video', {
    class: 'film',
    attrs: { src: addressOf(info.file_id), preload: 'metadata', playsinline: '' },
  })
  video.muted = silent
  video.loop = silent
  video.autoplay = silent
  video.controls = !silent
  video.style.width = frame(info.width ?? 640, info.height ?? 360)
  video.style.aspectRatio = `${info.width ?? 640} / ${info.height ?? 360}`
  return video
}

/** Media that is to be hidden until it is pressed. */
function cover(message: Message, hand: Hand, shown: HTMLElement): HTMLElement {
  if (message.has_media_spoiler !== true) return shown
  const lid = button({ class: 'media-spoiler', label: hand.words.reveal })
  const box = make('div', { class: 'covered' }, shown, lid)
  lid.addEventListener('click', () => {
    lid.remove()
    box.classList.remove('covered')
  })
  return box
}

function file(info: FileInfo, name: string): HTMLElement {
  const attrs = { href: addressOf(info.file_id), download: name }
  return make(
    'a',
    { class: 'chip', attrs },
    make('span', { class: 'chip-icon' }, icon('file')),
    make('span', {}, make('b', {}, name), make('small', {}, sizeOf(info.file_size))),
  )
}

function voice(info: FileInfo, name: string): HTMLElement {
  const wave = make('span', { class: 'wave', attrs: { 'aria-hidden': 'true' } })
  for (let i = 0; i < 26; i++) {
    const bar = make('i')
    bar.style.height = `${4 + ((i * 7 + (info.duration ?? 3) * 5) % 17)}px`
    wave.append(bar)
  }
  const seconds = info.duration ?? 0
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return make(
    'span',
    { class: 'chip', label: `${name}, ${length}`, attrs: { role: 'img' } },
    make('span', { class: 'chip-icon' }, icon('play')),
    make('span', {}, wave, make('small', {}, length)),
  )
}

const chip = (picture: SVGElement, first: string, second: string): HTMLElement =>
  make(
    'span',
    { class: 'chip' },
    make('span', { class: 'chip-icon' }, picture),
    make('span', {}, make('b', {}, first), make('small', {}, second)),
  )

function sizeOf(bytes: number): string {
  const [unit, size]: [string, number] =
    bytes < 1_000 ? ['byte', bytes] : bytes < 1_000_000 ? ['kilobyte', bytes / 1_000] : ['megabyte', bytes / 1_000_000]
  const digits = unit === 'megabyte' ? 1 : 0
  // Bytes alone have no sign of their own.
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  const format = { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(document.documentElement.lang, format).format(size)
}
