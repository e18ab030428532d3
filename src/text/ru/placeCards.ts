import type { placeCards as en } from '../en/placeCards.js'
import { count, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

export const placeCards: typeof en = {
  key: '📍 Места',
  title: places =>
    lines([
      b('Места'),
      '',
      places === 0
        ? 'Назовите свои магазины и склады, и найдёте людей рядом с ними. Города бот знает и так.'
        : `В условиях можно назвать ${count(places, 'ru')} ${plural(places, 'ru', ['место', 'места', 'мест'])}. Города бот знает и так.`,
    ]),
  row: (name, near) => (near === null ? rich`• ${b(name)}` : rich`• ${b(name)} · ${near}`),
  add: '➕ Добавить место',
  asked: () => lines([b('Где оно?'), 'Отправьте геопозицию (📎 → Геопозиция) или напишите название города.']),
  unreadable: 'Отправьте геопозицию (📎 → Геопозиция) или напишите название города.',
  cityUnknown: name => `Не знаю города «${name}». Проверьте название или отправьте геопозицию.`,
  whichCity: name =>
    rich`Городов с названием «${b(name)}» несколько. Какой из них? Число — сколько в нём жителей. Или отправьте геопозицию.`,
  cityKey: (name, country, people) => (people === '' ? `${name}, ${country}` : `${name}, ${country} · ${people}`),
  nameAsked: (near, limit, proposed) =>
    lines([
      near === null ? rich`📍 Принято.` : rich`📍 Принято. Рядом: ${b(near)}.`,
      rich`${b('Как называется место?')} До ${count(limit, 'ru')} символов.`,
      proposed === null ? null : rich`Нажмите, чтобы скопировать: ${code(proposed)}`,
    ]),
  card: (name, near, phrase) =>
    lines([
      rich`📍 ${b(name)}`,
      near === null ? null : `Рядом: ${near}`,
      '',
      rich`Кто поблизости? ${code(`/count ${phrase}`)}`,
    ]),
  map: '🗺 Карта',
  remove: '🗑 Удалить',
  removeAsked: name => rich`Удалить место «${b(name)}»? В условиях этого места больше не будет.`,
  removeYes: '🗑 Да, удалить',
  added: name => rich`✅ Место «${b(name)}» добавлено.`,
  removed: name => rich`✅ Место «${b(name)}» удалено.`,
  gone: 'Этого места больше нет.',
}
