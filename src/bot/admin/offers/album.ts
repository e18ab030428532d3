import type { Message } from 'grammy/types'

/** Tells whether a message belongs to an album of which one was answered already: one answer is enough for all. */
export function createAlbums(): (message: Message) => boolean {
  const albums = new Map<number, string>()
  return message => {
    const album = message.media_group_id
    if (album === undefined) return false
    const known = albums.get(message.chat.id) === album
    albums.set(message.chat.id, album)
    return known
  }
}
