import type { AnswerType, survey as en } from '../en/survey.js'
import { b, i, lines, rich } from '../rich.js'

const howToType: Readonly<Record<AnswerType, string>> = {
  text: '✍️ Напишите ответ.',
  number: '✍️ Напишите число, например 42.',
  date: '✍️ Напишите дату, например 24.05.1990.',
  yes_no: '✍️ Напишите да или нет.',
  one_of: '✍️ Напишите ответ.',
  many_of: '✍️ Напишите ответ.',
}

export const survey: typeof en = {
  skip: 'Пропустить',
  done: '✔️ Готово',
  write: '✍️ Ответить',
  yes: 'Да',
  no: 'Нет',

  question: (text, purpose, type) => lines([b(text), '', i(purpose), ...(type === null ? [] : ['', howToType[type]])]),
  roundName: day => `Анкета, ${day}`,

  thanks: '🙏 Спасибо! Изменить ответы можно в /settings.',
  saved: '✅ Сохранено. Изменить ответы можно в /settings.',
  toast: '🙏 Спасибо!',
  skipped: 'Хорошо, пропускаем.',
  over: 'Спасибо, но этот вопрос больше не задаётся.',
  tickOne: 'Пока ничего не отмечено.',
  test: 'Это просмотр, ничего не сохранено.',
  asMessage: question => rich`✉️ Это передано магазину как сообщение, а не как ответ на вопрос «${question}».`,
  wasAnswer: '✅ Это мой ответ',
  writeNow: '✍️ Напишите ответ следующим сообщением.',
  asWords: {
    text: 'Напишите ответ словами, обычным сообщением.',
    number: 'Здесь нужно число. Напишите его цифрами, например 42.',
    date: 'Здесь нужна дата. Напишите её так: 24.05.1990.',
    yes_no: 'Напишите да или нет.',
    one_of: 'Нажмите одну из кнопок под вопросом.',
    many_of: 'Нажмите кнопки под вопросом.',
  },
  whichTown: name => rich`Мест с названием ${b(name)} несколько. Какое ваше?`,
  otherTown: 'Другое',
  whichNumber: rich`Какое число вы имели в виду?`,
  problems: {
    too_long: 'Слишком длинно. Уложитесь в 256 символов.',
    impossible_day: 'Такого дня нет. Напишите дату так: 24.05.1990.',
    impossible_birthday: 'В этот день родиться нельзя. Напишите дату так: 24.05.1990.',
    unknown_country: 'Я не знаю такой страны. Напишите её название, например Латвия.',
  },

  own: '📝 Ваши ответы',
  ownTitle: rich`${b('Ваши ответы')}\nНажмите на ответ, чтобы изменить или удалить его.`,
  ownNone: rich`${b('Ваши ответы')}\nВас ещё ни о чём не спрашивали.`,
  ownRow: (question, answer) => rich`${question} — ${b(answer)}`,
  unanswered: 'нет ответа',
  ownOne: (question, purpose, answer) => lines([b(question), i(purpose), '', rich`Ваш ответ: ${b(answer)}`]),
  change: '✏️ Изменить',
  answerNow: '✍️ Ответить',
  remove: '🗑 Удалить',
}
