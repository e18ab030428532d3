import type { admin as en } from '../en/admin.js'
import { plural } from '../format.js'

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
  people: (n: number) => plural(n, 'ru', ['человек', 'человека', 'человек']),
}
