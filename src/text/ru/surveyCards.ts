import type { surveyCards as en } from '../en/surveyCards.js'
import { count, plural } from '../format.js'
import { b, i, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => (value === 7 ? 'неделю' : `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`)

function way(everyDays: number, alone: boolean, underOffer: boolean): string {
  if (!alone && !underOffer) return 'Вопросы позже: выключены.'
  const how = [...(alone ? ['отдельно'] : []), ...(underOffer ? ['под предложениями'] : [])].join(' и ')
  return `Вопросы позже: не больше одного за ${days(everyDays)}, ${how}.`
}

export const surveyCards: typeof en = {
  title: rich`📝 ${b('Анкета')}\nО чём спрашивают людей, по порядку: после приветствия не больше двух вопросов, остальные позже, по одному.`,
  none: 'Вопросов ещё нет. Добавьте тот, ответ на который изменит ваши рассылки.',
  row: (place, text, atStart) => rich`${place}. ${text}${atStart ? rich` · ${i('в начале')}` : ''}`,
  laterNow: way,

  one: (place, of, text, purpose) => lines([rich`📝 Вопрос ${place} из ${of}`, b(text), i(purpose)]),
  field: (name, type) => rich`Поле: ${b(name)}, ${type}`,
  answers: answers => `Ответы: ${answers}`,
  typed: 'Ответ пишут словами.',
  atStart: 'Задаётся в начале, после приветствия.',
  notAtStart: 'Задаётся позже.',
  skippable: 'Можно пропустить.',
  notSkippable: 'Кнопки «Пропустить» нет, но на вопрос можно не отвечать.',
  previewHead: '👁 Так спросят людей:',
  made: '✅ Вопрос добавлен в конец анкеты.',
  dropAsked: text => rich`Больше не спрашивать «${b(text)}»? Ответы и цифры останутся.`,
  dropped: text => rich`✅ «${b(text)}» больше не спрашиваем.`,

  fieldAsked: rich`${b('Что вы хотите узнать?')}\nВыберите поле, куда попадёт ответ, или создайте новое.`,
  howAsked: rich`${b('Как люди ответят?')}\nКнопками отвечают чаще.`,
  typeAsked: rich`${b('Какой это ответ?')}`,
  groupAsked: rich`${b('О чём он?')}`,
  labelAsked: rich`${b('Как назвать поле?')}\nПодписчики это название не видят. Напишите одно–три слова, например ${i('Любимая обувь')}.`,
  valuesAsked: limit => rich`${b('Какие есть ответы?')}\nПришлите от 2 до ${n(limit)}, по одному на строке.`,
  textAsked: limit =>
    rich`${b('О чём спросить?')}\nПришлите вопрос так, как его прочтут люди, до ${n(limit)} символов.`,
  purposeAsked: limit =>
    rich`${b('Зачем вы спрашиваете?')}\nЭто стоит под вопросом, и отвечают чаще. Например: ${i('чтобы присылать только то, что вам подходит')}. До ${n(limit)} символов.`,

  topicsTitle: text => rich`🪜 ${b(text)}\nИнтерес к какой теме показывает ответ? Это учитывается на лестнице Ханта.`,
  topicRow: (label, topic) => rich`${label}: ${topic === null ? 'без темы' : b(topic)}`,
  topicAsked: label => rich`К какой теме относится «${b(label)}»?`,
  topicsNone: rich`Тем ещё нет. Они создаются в настройках, в разделе о лестнице.`,
  noTopic: 'Без темы',

  laterAsked: (everyDays, alone, underOffer) =>
    lines([
      b('Вопросы позже'),
      way(everyDays, alone, underOffer),
      '',
      'Отдельно: раз в этот срок вопрос уходит рассылкой всем, кого пора спросить. Он считается как предложение и соблюдает тихие часы.',
      'Под предложениями: короткие вопросы, где до 6 ответов, стоят под предложениями, у которых до 3 рядов кнопок.',
      'Кто ответил, пропустил или уже получил вопрос за этот срок, не получит ничего; вопрос без ответа задаётся ещё один раз.',
    ]),
  everyDays: value => `Раз в ${days(value)}`,
  roundOpen: 'Вопрос уже отправляется. Посмотрите в рассылках.',
  nobodyDue: everyDays =>
    `Сейчас спрашивать некого: люди ответили, пропустили или уже получили вопрос за последние ${n(everyDays)} ${plural(everyDays, 'ru', ['день', 'дня', 'дней'])}, или вопросов больше нет.`,
  sendTitle: value =>
    rich`📝 ${b('Следующий вопрос')} сейчас получат ${b(`${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`)}:`,
  sendRow: (text, value) => `· ${text} → ${n(value)}`,
  sendLimits: 'В тихие часы он подождёт, пока они закончатся.',

  resultsTitle: rich`📊 ${b('Результаты анкеты')}`,
  resultRow: (place, text) => rich`${place}. ${b(text)}`,
  resultOf: text => rich`📊 ${b(text)}`,
  turnout: (of, share) =>
    of.asked === 0
      ? 'Пока никого не спрашивали.'
      : `Спросили ${n(of.asked)} · ответили ${n(of.answered)} (${share}) · пропустили ${n(of.skipped)} · оставили без ответа ${n(of.left)}`,
  noAnswers: 'Ответов ещё нет.',
  ownWordsHidden: 'Люди отвечали своими словами. Их читают здесь те, кто видит имена.',
  answerRow: (label, value, share) => rich`${label} — ${b(n(value))} (${share})`,
  several: 'Можно было выбрать несколько ответов, поэтому в сумме больше 100 %.',

  keys: {
    add: '➕ Вопрос',
    results: '📊 Результаты',
    later: '🗓 Вопросы позже',
    text: '✏️ Вопрос',
    purpose: '✏️ Зачем',
    start: '👋 В начало',
    notStart: '🗓 Спросить позже',
    skip: 'Можно пропустить',
    notSkip: 'Без «Пропустить»',
    up: '⬆️ Раньше',
    down: '⬇️ Позже',
    topics: '🪜 Темы',
    result: '📊 Ответы',
    preview: '👁 Просмотр',
    drop: '🗑 Не спрашивать',
    dropSure: '🗑 Да, убрать',
    newField: '➕ Новое поле',
    typed: '✍️ Напишут',
    buttons: '🔘 Кнопками',
    alone: 'Отдельно',
    under: 'Под предложениями',
    send: '📣 Следующий сейчас',
    sendSure: '📣 Отправить',
    question: '📝 Вопрос',
  },
}
