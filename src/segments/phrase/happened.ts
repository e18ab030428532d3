import type { FIRST } from '../read/events/came-first.js'
import type { Said } from '../read/lexicon.js'

/** How what happened is said: as what came first, as what came next, and as what did not. */
export const HAPPENED = {
  received: {
    first: { en: 'receiving', ru: 'получения' },
    some: { en: 'received', ru: 'получено' },
    none: { en: 'not received', ru: 'не получено' },
  },
  seen: {
    first: { en: 'seeing', ru: 'просмотра' },
    some: { en: 'seen', ru: 'видел' },
    none: { en: 'not seen', ru: 'не видел' },
  },
  clicked: {
    first: { en: 'clicking', ru: 'клика' },
    some: { en: 'clicked', ru: 'есть клик' },
    none: { en: 'no clicks', ru: 'нет кликов' },
  },
  replied: {
    first: { en: 'replying', ru: 'ответа' },
    some: { en: 'replied', ru: 'есть ответ' },
    none: { en: 'no replies', ru: 'нет ответов' },
  },
  ordered: {
    first: { en: 'ordering', ru: 'заказа' },
    some: { en: 'ordered', ru: 'есть заказ' },
    none: { en: 'no orders', ru: 'нет заказов' },
  },
  stopped: {
    first: { en: 'stopping', ru: 'отписки' },
    some: { en: 'stopped', ru: 'отписывался' },
    none: { en: 'never stopped', ru: 'не отписывался' },
  },
  reported: {
    first: { en: 'event', ru: 'события' },
    some: { en: 'event', ru: 'событие' },
    none: { en: 'no event', ru: 'нет события' },
  },
  subscribed: { first: { en: 'subscribing', ru: 'подписки' } },
} satisfies Record<(typeof FIRST)[number], { first: Said; some?: Said; none?: Said }>
