import { count } from '../format.js'

export const offers = {
  unnamed: 'New offer',
  goals: {
    inform: 'Inform',
    sell: 'Sell',
    bring_back: 'Bring back',
    collect: 'Collect answers',
    move_up: 'Move up the ladder',
    know_orders: 'Know orders',
  },
  /** By what an offer with this goal is judged. */
  goalsJudged: {
    inform: 'people who saw it',
    sell: 'people who clicked',
    bring_back: 'people who clicked',
    collect: 'people who replied',
    move_up: 'people who moved up',
    know_orders: 'people who shared their number',
  },
  kinds: {
    text: '💬 text',
    photo: '🖼 photo',
    video: '🎬 video',
    animation: '🎞 animation',
    document: '📎 file',
    voice: '🎤 voice message',
    video_note: '⏺ round video',
    audio: '🎵 music',
    poll: '📊 poll',
  },
  album: (items: number): string => `🖼 album of ${items}`,
  albumComing: '🖼 an album; its parts come in one by one',
  /** What a poll asks, and whether it is a quiz. */
  poll: (question: string, quiz: boolean) => `📊 ${quiz ? 'quiz' : 'poll'} “${question}”`,
  length: (length: number, limit: number) => `${count(length, 'en')} of ${count(limit, 'en')} characters`,
  placeholderHint:
    'Write {first_name|friend} where the name belongs; “friend” stands for those without one. There are also {last_name}, {username} and every field: {City|your town}, in addresses as well. {City = Riga: Come by|Order online} shows one or the other. {last product}, {last order} and {last order sum} are known of those who shared their number.',
  buttonsHint: 'One per line: Label - address. | puts two side by side.',
}
