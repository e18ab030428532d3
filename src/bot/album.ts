import type { Message } from 'grammy/types'

/**
 * Tells whether a message belongs to an album of which another one was answered already: one answer is enough for all.
 * The first of an album stays the first, however often it is handled.
 */
export function createAlbums(): (message: Message) => boolean {
  const albums = new Map<number, { album: string; first: number }>()
  return ({ media_group_id: album, chat, message_id: message }) => {
    if (album === undefined) return false
    const known = albums.get(chat.id)
    if (known?.album === album) return known.first !== message
    albums.set(chat.id, { album, first: message })
    return false
  }
}
