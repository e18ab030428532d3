import { pictureSize, pictureType } from './image.js'
import type { Random } from './random.js'
import { badRequest } from './refusal.js'
import type { Upload } from './request.js'
import type { FileInfo, Media, PhotoSize } from './wire.js'

/** What a file is in a message. */
export type FileKind = 'photo' | 'video' | 'animation' | 'document' | 'sticker' | 'voice' | 'video_note' | 'audio'

/** What a sender says about a file. */
export type FileDetails = {
  width?: number | undefined
  height?: number | undefined
  duration?: number | undefined
  emoji?: string | undefined
}

type Stored = { id: string; kind: FileKind; path: string; bytes: Buffer; type: string; media: Media }

export type Files = {
  /** Keeps an uploaded file. Throws `Refusal` 400 when it is empty, too big, or no picture though sent as one. */
  add(kind: FileKind, upload: Upload, details?: FileDetails): Media
  /** The file of an id as a message has it. Throws `Refusal` 400 for a wrong id or one of another kind. */
  reuse(kind: FileKind, id: string): Media
  /** Where a file can be fetched. Throws `Refusal` 400. */
  path(id: string): { file_id: string; file_unique_id: string; file_size: number; file_path: string }
  /** The bytes behind a path; null when there is no such file. */
  read(path: string): { bytes: Buffer; type: string } | null
}

const START: Readonly<Record<FileKind, string>> = {
  photo: 'AgACAgI',
  video: 'BAACAgI',
  animation: 'CgACAgI',
  document: 'BQACAgI',
  sticker: 'CAACAgI',
  voice: 'AwACAgI',
  video_note: 'DQACAgI',
  audio: 'CQACAgI',
}

const FOLDER: Readonly<Record<FileKind, string>> = {
  photo: 'photos',
  video: 'videos',
  animation: 'animations',
  document: 'documents',
  sticker: 'stickers',
  voice: 'voice',
  video_note: 'video_notes',
  audio: 'music',
}

const PHOTO_SIDES = [90, 320, 800, 1280]
const MOST_PHOTO = 10 * 1024 * 1024
const MOST_UPLOAD = 50 * 1024 * 1024
const MOST_DOWNLOAD = 20 * 1024 * 1024
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

/** Keeps files in memory, each under one id (a photo under one for every size). */
export function createFiles(random: Random): Files {
  const byId = new Map<string, Stored>()
  const byPath = new Map<string, Stored>()

  const letters = (count: number) =>
    Array.from({ length: count }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')

  const find = (id: string): Stored => {
    const stored = byId.get(id)
    if (stored === undefined) throw badRequest('wrong file identifier/HTTP URL specified')
    return stored
  }

  return {
    add(kind, upload, details = {}) {
      const { bytes } = upload
      if (bytes.length === 0) throw badRequest('file must be non-empty')
      if (bytes.length > MOST_UPLOAD) throw badRequest('file is too big')
      const number = byPath.size + 1
      const path = `${FOLDER[kind]}/file_${number}${extension(kind, upload.name)}`
      const keep = (id: string, media: Media, type: string) => {
        const stored = { id, kind, path, bytes, type, media }
        byId.set(id, stored)
        byPath.set(path, stored)
      }
      if (kind === 'photo') {
        if (bytes.length > MOST_PHOTO) throw badRequest('file is too big for a photo')
        const sizes = photoSizes(bytes, () => ({
          file_id: START.photo + letters(60),
          file_unique_id: `AQAD${letters(12)}`,
        }))
        for (const size of sizes) keep(size.file_id, { photo: sizes }, pictureType(bytes))
        return { photo: sizes }
      }
      const info: FileInfo = {
        file_id: START[kind] + letters(60),
        file_unique_id: `AgAD${letters(12)}`,
        file_size: bytes.length,
        ...describe(kind, upload, details),
      }
      const media: Media = { [kind]: info }
      keep(info.file_id, media, info.mime_type ?? 'application/octet-stream')
      return media
    },
    reuse(kind, id) {
      const stored = find(id)
      if (stored.kind !== kind) {
        throw badRequest(`can't use file of type ${title(stored.kind)} as ${title(kind)}`)
      }
      return stored.media
    },
    path(id) {
      const stored = byId.get(id)
      if (stored === undefined) throw badRequest('invalid file_id')
      if (stored.bytes.length > MOST_DOWNLOAD) throw badRequest('file is too big')
      const size = stored.media.photo?.find(photo => photo.file_id === id)
      const info = size ?? stored.media.video ?? stored.media.animation ?? stored.media.document ?? stored.media.sticker
      const unique =
        info?.file_unique_id ??
        stored.media.voice?.file_unique_id ??
        stored.media.video_note?.file_unique_id ??
        stored.media.audio?.file_unique_id
      return {
        file_id: id,
        file_unique_id: unique ?? '',
        file_size: stored.bytes.length,
        file_path: stored.path,
      }
    },
    read(path) {
      const stored = byPath.get(path)
      return stored === undefined ? null : { bytes: stored.bytes, type: stored.type }
    },
  }
}

const title = (kind: FileKind): string => kind.charAt(0).toUpperCase() + kind.slice(1)

function extension(kind: FileKind, name: string): string {
  const own = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0]
  if (own !== undefined) return own.toLowerCase()
  return {
    photo: '.jpg',
    video: '.mp4',
    animation: '.mp4',
    document: '',
    sticker: '.webp',
    voice: '.oga',
    video_note: '.mp4',
    audio: '.mp3',
  }[kind]
}

function describe(kind: FileKind, upload: Upload, details: FileDetails): Partial<FileInfo> {
  const named = { file_name: upload.name }
  const frame = { width: details.width ?? 640, height: details.height ?? 360, duration: details.duration ?? 5 }
  switch (kind) {
    case 'video':
    case 'animation':
      return { ...named, ...frame, mime_type: 'video/mp4' }
    case 'sticker':
      return {
        type: 'regular',
        width: 512,
        height: 512,
        is_animated: false,
        is_video: false,
        emoji: details.emoji ?? '👍',
      }
    case 'video_note':
      return { length: 240, duration: frame.duration }
    case 'voice':
      return { duration: frame.duration, mime_type: 'audio/ogg' }
    case 'audio':
      return { ...named, duration: frame.duration, mime_type: 'audio/mpeg' }
    case 'document':
    case 'photo':
      return { ...named, mime_type: upload.type }
  }
}

function photoSizes(bytes: Buffer, ids: () => { file_id: string; file_unique_id: string }): PhotoSize[] {
  const size = pictureSize(bytes)
  if (size === null) throw badRequest('IMAGE_PROCESS_FAILED')
  const { width, height } = size
  const ratio = Math.max(width / height, height / width)
  if (!(width > 0 && height > 0) || width + height > 10_000 || ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS')
  const longest = Math.max(width, height)
  const smaller = PHOTO_SIDES.filter(side => side < longest)
  const sides = longest <= 1280 ? [...smaller, longest] : smaller
  return sides.map(side => ({
    ...ids(),
    width: Math.max(1, Math.round((width * side) / longest)),
    height: Math.max(1, Math.round((height * side) / longest)),
    file_size: Math.max(1, Math.round(bytes.length * Math.min(1, (side / longest) ** 2))),
  }))
}
