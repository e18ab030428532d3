import type { eventCards as en } from '../en/eventCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')

/** What the shop's site or CRM reports of people, such as that a cart was left. */
export const eventCards: typeof en = {
  title: total => (total === 0 ? b('🔔 События · пока нет') : b(`🔔 События · ${n(total)}`)),
  what: 'Что ваш сайт или CRM сообщает о людях: брошена корзина, начислены бонусы. По событиям можно выбирать людей, с события может начинаться кампания.',
  how: address =>
    rich`Создайте ключ, которому можно передавать события, и отдайте его разработчику вместе с этим адресом: ${address}`,
  row: (number, name, when) => rich`${number} ${b(name)} · последнее — ${when}`,
  one: name => rich`🔔 ${b(name)}`,
  last: when => `Последнее — ${when}`,
  figures: (days, { times, people, more }) =>
    times === 0
      ? `За ${days} дней: ни разу`
      : more
        ? `За ${days} дней: больше ${n(times)} раз`
        : `За ${days} дней: ${n(times)} ${plural(times, 'ru', ['раз', 'раза', 'раз'])}, ${n(people)} ${plural(people, 'ru', ['человек', 'человека', 'человек'])}`,
  withIt: 'Что приходит вместе с ним:',
  nothing: 'Вместе с ним пока ничего не приходило, например сумма.',
  property: (number, name, type, value) =>
    rich`${number} ${b(name)} — ${type}${value === null ? '' : ` · последнее: ${value}`}`,
  undeclared: 'по нему не выбирают',
  types: { text: 'текст', number: 'число', date: 'дата' },
  declareHow: 'Нажмите на свойство и скажите, что это. Тогда по нему можно будет выбирать людей.',
  declareWho: 'Маркетолог может указать, что это за свойства. Тогда по ним можно будет выбирать людей.',
  asked: (property, event) =>
    lines([
      rich`Что такое ${b(property)} у события «${event}»?`,
      'Текст сравнивается дословно, число — больше или меньше, дата — как день, например 2026-11-29.',
    ]),
  declared: (property, type) => rich`✅ По свойству ${b(property)} можно выбирать людей (${type}).`,
  taken: property => rich`✅ По свойству ${b(property)} больше не выбирают.`,
  peopleOf: (event, days) => `${event}, за ${days} дней`,
  keys: {
    who: '👥 Кто',
    apiKeys: '🔑 Ключи API',
    text: '🔤 Текст',
    number: '🔢 Число',
    date: '🗓 Дата',
    none: '🚫 Не выбирать',
  },
}
