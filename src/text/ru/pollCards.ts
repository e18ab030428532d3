import type { pollCards as en } from '../en/pollCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const of = (value: number) => `${n(value)} ${plural(value, 'ru', ['ответа', 'ответов', 'ответов'])}`

/** Polls and quizzes as messages of offers: what their answers become, and what came of them. */
export const pollCards: typeof en = {
  named: 'Опрос был анонимным, а уйдёт с именами: только так видно, кто что ответил.',
  closes: 'Время закрытия опроса не переносится. Чтобы закрыть его, задайте «Действует до» в ⋯ Ещё.',
  wordsStand: 'Если прислать только текст, он встанет над опросом.',
  door: '📊 Что дают ответы',
  title: question => rich`📊 ${b(question)}`,
  option: (place, text, right) => `${place} ${text}${right ? ' ✅' : ''}`,
  becomes: (option, what) => `${option} → ${what}`,
  nothing: 'ничего',
  hint: 'Нажмите на ответ, чтобы выбрать, что он запишет. Если человек передумает, изменится и поле; если отзовёт ответ, исчезнет и запись.',
  keys: {
    into: '🗂 Все в одно поле',
    none: '✖️ Не записывать',
    optionNone: '✖️ Ничего',
  },
  intoAsked:
    'В какое поле? Каждый ответ станет значением с таким же названием. Или пришлите название, например «Размер»: создам поле с этими ответами.',
  nameAsked: 'Пришлите название нового поля, например «Размер».',
  intoKey: (field, fits, all) => `${field} · ${n(fits)} из ${n(all)}`,
  noField:
    'Ни одно поле таких значений не принимает. Пришлите название, например «Размер»: создам поле с этими ответами. Или вернитесь, нажмите на ответ и напишите, что он запишет.',
  made: (field, all) => `Новое поле ${field}: каждый из ${of(all)} станет его значением.`,
  into: (field, fits, all) =>
    fits === all
      ? `Каждый ответ станет значением поля ${field}.`
      : `${n(fits)} из ${of(all)} станут значениями поля ${field}, остальные ничего не запишут.`,
  optionAsked: option => rich`📊 ${b(option)}: что запишет этот ответ?`,
  optionNow: what => `Сейчас: ${what}.`,
  optionHint: 'Пришлите поле и значение, например Город = Рига, или нажмите на готовое.',
  asked: 'Пришлите поле и значение, например Город = Рига.',
  tested: '📊 Ответы в тесте не засчитываются и ничего не записывают.',
  decides: '📊 Голос в опросе считается ответом: чтобы решали голоса, выберите «Ответы».',
  voted: (people, share) => `📊 Ответили ${share} (${n(people)})`,
  about: question => `📊 ${question}`,
  chosen: (option, people, share, right) => `• ${option}${right ? ' ✅' : ''}: ${share} (${n(people)})`,
  judged: (right, wrong) => `Верно: ${n(right)} · неверно: ${n(wrong)}`,
}
