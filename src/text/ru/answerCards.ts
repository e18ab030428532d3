import type { answerCards as en } from '../en/answerCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const times = (value: number) => `${n(value)} ${plural(value, 'ru', ['раз', 'раза', 'раз'])}`

/** Answers that are written once: for the staff, for the menu, and for whoever writes one of their words. */
export const answerCards: typeof en = {
  title: total => rich`${b('⚡ Готовые ответы')}${total === 0 ? '' : ` · ${n(total)}`}`,
  none: 'То, о чём спрашивают снова и снова, напишите один раз: как доставляете, какой размер выбрать, где вас найти. Сотрудники отправят это одним нажатием, отправит кнопка меню, и само уйдёт тому, кто напишет нужное слово.',
  about: 'Их отправляют сотрудники одним нажатием, кнопки меню, и сами они уходят тому, кто напишет нужное слово.',
  line: (name, words) => rich`• ${b(name)}${words === '' ? '' : `: ${words}`}`,
  full: most => `Больше ${n(most)} не поместится.`,
  unnamed: 'Ответ',
  askNew:
    'Пришлите ответ таким, каким его должны увидеть: текст, фото, видео, GIF или файл. Первые слова станут названием; его можно изменить.',

  one: (name, what) => rich`${b(`⚡ ${name}`)} · ${what}`,
  buttons: labels => `Кнопки: ${labels}`,
  noWords: 'Сам он никому не уходит.',
  bring: words => `Сам уходит тому, кто напишет: ${words}`,
  went: (byWord, askedOn, byStaff, byMenu) =>
    `Сам — ${times(byWord)}${byWord === 0 ? '' : ` (потом позвали человека: ${n(askedOn)})`} · сотрудники — ${n(byStaff)} · из меню — ${n(byMenu)}`,

  askChange: name => rich`Пришлите «${b(name)}» таким, каким его должны увидеть теперь. Кнопки останутся.`,
  askButtons: name => rich`Пришлите кнопки, которые будут под «${b(name)}».`,
  askName: (name, limit) => rich`Как теперь назвать «${b(name)}»? До ${limit} символов; название видит только команда.`,
  askWords: (name, most) =>
    lines([
      rich`На какие слова «${b(name)}» уходит сам? До ${most}, через запятую: цена, сколько стоит, стоимост*`,
      '',
      'Сообщение, где такое слово стоит целиком, сразу получит этот ответ; стоимост* найдёт и стоимость, и стоимости. Под ответом будет кнопка, чтобы позвать человека. Пока с кем-то говорят сотрудники, ничего само не уходит.',
    ]),
  wordsNow: words => `Сейчас: ${words}`,
  askDelete: name =>
    rich`Удалить «${b(name)}»? Его слова больше ничего не вызовут, а кнопка исчезнет из меню. Отправленное останется в чатах людей.`,
  keys: {
    add: '➕ Новый ответ',
    change: '✏️ Изменить',
    buttons: '🔗 Кнопки',
    words: '🔤 Слова',
    noWords: '🚫 Без слов',
    name: '🏷 Название',
    preview: '👁 Посмотреть',
    delete: '🗑 Удалить',
    deleteYes: '🗑 Удалить',
  },
}
