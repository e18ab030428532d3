import type { interestCards as en } from '../en/interestCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const people = (n: number) =>
  `${count(n, 'ru')} ${plural(n, 'ru', ['человек не хочет', 'человека не хотят', 'человек не хотят'])}`

/** What people may choose to hear about, and what an offer is about. */
export const interestCards: typeof en = {
  title: b('💭 О чём людям писать'),
  none: 'Выбирать пока не из чего. Добавьте, о чём вы пишете: Новинки, Скидки, Для детей. Люди отметят своё в /settings, и предложение об этом получат только те, кому интересно.',
  about:
    'Люди видят это в /settings и получают всё, пока не снимут галочку. О чём предложение, укажите в его карточке: ⋯ Ещё → 💭 О чём.',
  line: (name, declined) => rich`• ${b(name)}: ${declined === 0 ? 'никто не отказался' : people(declined)}`,
  full: most => `Больше ${most} никто не станет читать.`,
  wanted: limit => rich`Как назвать? До ${limit} символов: это прочитают на кнопке, например Скидки.`,
  one: (name, declined) =>
    lines([
      b(`💭 ${name}`),
      declined === 0
        ? 'Никто не отказался.'
        : `${people(declined)}: такие предложения к ${plural(declined, 'ru', ['нему', 'ним', 'ним'])} не придут.`,
    ]),
  peopleOf: name => `Отказались от «${name}»`,
  askArchive: name =>
    rich`Убрать «${b(name)}»? Людям его больше не покажут, и черновики будут уже не о нём. Запланированные рассылки по-прежнему пропустят тех, кто отказался.`,
  keys: {
    add: '➕ Добавить',
    who: '👥 Кто отказался',
    rename: '✏️ Название',
    archive: '🗑 Убрать',
    archiveYes: '🗑 Убрать',
    about: '💭 О чём',
    everybody: 'Для всех',
  },
  asked: name => rich`💭 О чём «${b(name)}»? Кто снял эту галочку в /settings, ничего не получит; остальные получат.`,
  row: name => `💭 О чём — ${name}`,
  changed: 'О чём',
  everybody: 'для всех',
}
