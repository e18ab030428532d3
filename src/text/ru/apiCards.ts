import type { apiCards as en } from '../en/apiCards.js'
import { b, code, lines, rich } from '../rich.js'

/** Keys by which a shop's site, its CRM or a program of its own tells of people, orders and events. */
export const apiCards: typeof en = {
  title: n => (n === 0 ? b('🔑 Ключи API · пока нет') : b(`🔑 Ключи API · ${n}`)),
  what: address =>
    rich`С ключом ваш сайт, CRM или 1С сами передают людей, заказы и события. Что они могут прислать — для разработчика: ${address}`,
  row: (n, name, may, used) => rich`${n} ${b(name)} · ${may} · ${used}`,
  scopes: { people: 'люди', orders: 'заказы', messages: 'сообщения', events: 'события' },
  scopeKeys: {
    people: 'Люди и покупатели',
    orders: 'Заказы',
    messages: 'Сообщения о заказе',
    events: 'События: корзина, бонусы',
  },
  tick: (on, what) => `${on ? '☑' : '☐'} ${what}`,
  neverUsed: 'ещё не использовался',
  used: when => `последний раз — ${when}`,
  one: (name, hint) => rich`🔑 ${b(name)} · ${code(hint)}`,
  may: scopes => `Что передаёт: ${scopes}`,
  since: (by, day) => `Создан: ${by}, ${day}`,
  addAsked: lines([
    b('🔑 Новый ключ'),
    'Отметьте, что по нему можно. Потом пришлите название, чтобы его узнавать: «Сайт», «CRM».',
  ]),
  made: (name, key) =>
    lines([
      b(`🔑 ${name}`),
      code(key),
      '',
      'Передайте его тому, кто настраивает сайт или CRM. Он показан один раз: посмотреть его снова нельзя, а кнопка «Готово» удалит его из чата.',
    ]),
  revokeAsked: name =>
    rich`Отозвать ключ ${b(name)}? Всё, что им пользуется, перестанет работать. То, что уже пришло, останется.`,
  revoked: name => rich`✅ Ключ ${b(name)} отозван.`,
  keys: {
    add: '➕ Новый ключ',
    copy: '📋 Копировать',
    done: '✅ Готово',
    revoke: '🗑 Отозвать',
    revokeYes: '🗑 Да, отозвать',
  },
}
