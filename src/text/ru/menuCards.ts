import type { menuCards as en } from '../en/menuCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const presses = (n: number) => `${count(n, 'ru')} ${plural(n, 'ru', ['нажатие', 'нажатия', 'нажатий'])}`

/** The menu that subscribers have. */
export const menuCards: typeof en = {
  title: b('📋 Меню для подписчиков'),
  none: 'Кнопок пока нет. До шести стоят под приветствием и в /menu: ссылка в магазин, ответ, вопрос анкеты, промокод.',
  about: 'Люди видят его под приветствием и в /menu.',
  line: (number, label, does, n) => rich`${number} ${b(label)} — ${does}${n === 0 ? '' : ` · ${presses(n)}`}`,
  full: most => `Больше ${most} кнопок никто не станет читать.`,
  opens: address => `открывает ${address}`,
  answers: name => `отправляет «${name}»`,
  asks: question => `спрашивает «${question}»`,
  asksNoMore: 'этого больше не спрашиваем, поэтому люди её не видят',
  shows: code => `показывает промокод ${code}`,
  one: (label, does, n) =>
    lines([rich`${b(label)} — ${does}`, n === null ? null : n === 0 ? 'Пока никто не нажимал.' : presses(n)]),
  previewHead: '👁 Так его видят люди:',

  askKind: 'Что делает кнопка?',
  askLink: 'Напишите кнопку так, как её увидят: Надпись - адрес, например Каталог - shop.ru',
  askAnswer: 'Какой ответ она отправляет?',
  noAnswers: 'Готовых ответов пока нет. Сначала напишите ответ, потом его можно поставить в меню.',
  askQuestion: 'Какой вопрос она задаёт?',
  noQuestions: 'Вопросов пока нет. Сначала добавьте вопрос в анкету, потом его можно поставить в меню.',
  askCode: most =>
    `Напишите кнопку и промокод: Надпись - КОД, например Подарок - ПРИВЕТ10. Он один на всех, до ${most} символов.`,
  codeLabel: '🎟 Промокод',
  askLabel: (label, limit) =>
    rich`Что написать на кнопке «${b(label)}»? До ${limit} символов; рядом встанут две, если в обеих не больше 18.`,
  askDrop: label => rich`Убрать «${b(label)}» из меню? Кто нажмёт её в старом сообщении, узнает, что её больше нет.`,
  keys: {
    add: '➕ Кнопка',
    preview: '👁 Посмотреть',
    link: '🔗 Открыть ссылку',
    answer: '💬 Ответить',
    question: '📝 Спросить',
    code: '🎟 Дать промокод',
    newAnswer: '➕ Новый ответ',
    survey: '📝 Анкета',
    label: '✏️ Надпись',
    earlier: '⬆️ Раньше',
    drop: '🗑 Убрать',
    dropYes: '🗑 Убрать',
  },
}
