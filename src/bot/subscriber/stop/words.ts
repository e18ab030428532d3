const stopWords = new Set([
  'stop',
  'stop it',
  'stop offers',
  'stop sending',
  'please stop',
  'unsubscribe',
  'unsubscribe me',
  'cancel subscription',
  'opt out',
  'no more offers',
  'remove me',
  'стоп',
  'стоп рассылка',
  'отписка',
  'отписаться',
  'отписаться от рассылки',
  'отпиши',
  'отпиши меня',
  'отпишите',
  'отпишите меня',
  'хочу отписаться',
  'хватит',
  'хватит присылать',
  'прекратите',
  'прекратить рассылку',
  'не присылать',
  'не присылайте',
  'больше не присылайте',
  'не пишите',
  'не пишите мне',
  'больше не пишите',
  'удалите меня из рассылки',
])

/** True when a message says nothing but that its writer wants no more offers. */
export function isStopWord(text: string): boolean {
  return stopWords.has(plainWords(text))
}

/** Small letters, ё as е, without punctuation and emoji, one space between words. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
