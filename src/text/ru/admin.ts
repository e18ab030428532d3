import type { admin as en } from '../en/admin.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

/** Words that many of the marketer's screens share. */
export const admin: typeof en = {
  back: '← Назад',
  card: '← Карточка',
  cancel: '✖️ Отмена',
  done: 'Готово',
  everyone: 'Все',
  everyoneElse: 'Все остальные',
  oldButton: 'Эта кнопка больше не работает. Отправьте /admin, чтобы открыть меню.',
  cancelled: 'Хорошо, ничего не изменилось.',
  nothingToCancel: 'Отменять нечего. Отправьте /new, чтобы начать предложение.',
  putAside: '⏸ Вы продолжили в другой карточке. Чтобы вернуться к этой, нажмите кнопку.',
  newOffer: '✍️ Написать',
  broadcasts: '📣 Рассылки',
  segments: '👥 Сегменты',
  people: (n: number) => plural(n, 'ru', ['человек', 'человека', 'человек']),
  find: '🔎 Найти',
  askFind: '🔎 Как называется? Пришлите слово-другое из названия.',
  wordsNeeded: 'Нужны слова, чтобы искать. Напишите часть названия.',
  found: (words, total) =>
    total === 0 ? rich`🔎 Ничего с названием ${b(words)} не нашлось.` : rich`🔎 ${b(words)} · ${count(total, 'ru')}`,
  findAgain: '🔎 Искать другое',
  all: '← Все',
  commands: {
    people: {
      start: 'Получать предложения',
      menu: 'Что здесь можно',
      settings: 'Язык, пауза, отписка',
      stop: 'Не присылать предложения',
      privacy: 'Что мы храним и зачем',
      mydata: 'Всё, что о вас хранится',
      forget: 'Удалить всё о вас',
      help: 'Что я умею',
    },
    more: { calendar: 'Что и когда уходит', count: 'Сколько людей: /count премиум', settings: 'Настройки бота' },
    admins: {
      admin: 'Меню',
      new: 'Написать предложение',
      broadcasts: 'Что отправлено и что из этого вышло',
      campaigns: 'Что бот делает сам',
      segments: 'Группы людей',
      import: 'Перенести людей файлом',
      who: 'Что известно о человеке',
      cancel: 'Забыть открытый вопрос',
    },
  },
}
