import type { fieldCards as en } from '../en/fieldCards.js'
import { count, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const people = (n: number) => `${count(n, 'ru')} ${plural(n, 'ru', ['человек', 'человека', 'человек'])}`
/** After "о". */
const ofPeople = (n: number) => `${count(n, 'ru')} ${plural(n, 'ru', ['человеке', 'людях', 'людях'])}`

/** The fields: what is known of people, and where from. */
export const fieldCards: typeof en = {
  key: '🗂 Поля',
  builtIn: { city: 'Город', country: 'Страна', birthday: 'День рождения' },
  groups: {
    demographic: 'Кто они',
    geographic: 'Где они',
    socio_economic: 'Работа, достаток',
    behavioural: 'Что они делают',
    personality: 'Какие они',
  },
  types: {
    text: 'текст',
    number: 'число',
    date: 'дата',
    yes_no: 'да или нет',
    one_of: 'один из списка',
    many_of: 'несколько из списка',
  },
  typeKeys: {
    text: 'Текст',
    number: 'Число',
    date: 'Дата',
    yes_no: 'Да или нет',
    one_of: 'Один из списка',
    many_of: 'Несколько',
  },
  from: {
    observed: 'заметил бот',
    imported: 'из CRM',
    declared: 'сказали сами',
    corrected: 'указала команда',
  },
  yes: 'да',
  no: 'нет',

  listAsked: fields =>
    lines([
      b('Поля'),
      '',
      `Что вы знаете о людях помимо их действий: ${count(fields, 'ru')} ${plural(fields, 'ru', ['поле', 'поля', 'полей'])}. Люди рассказывают сами в анкете, данные приходят из CRM, или вы указываете их вручную.`,
    ]),
  line: (name, type) => rich`• ${name} · ${type}`,
  telegram: () => lines([b('Из самого Telegram'), '• Язык · обновляется сам', '• Premium · обновляется сам']),
  add: '➕ Новое поле',

  card: field =>
    lines([
      rich`🗂 ${b(field.name)}`,
      `${field.group} · ${field.type}`,
      field.options === null ? null : rich`Варианты ответа: ${field.options.join(', ')}`,
      field.purpose === null ? null : rich`Зачем спрашиваем: ${field.purpose}`,
      field.own ? null : 'Это поле ведёт сам бот.',
    ]),
  archivedNote: 'Поле убрано: его больше нигде не предлагают.',
  known: n => (n === 0 ? rich`Пока ни о ком не известно.` : rich`Известно: ${b(people(n))}`),
  knownFrom: (n, from) => `${count(n, 'ru')} — ${from}`,
  counting: 'Подсчёт занял слишком много времени; откройте карточку через минуту.',
  rename: '✏️ Переименовать',
  options: '☑️ Варианты',
  optionsAsked: name =>
    lines([
      rich`☑️ ${b(`Варианты · ${name}`)}`,
      'Нажмите на вариант, чтобы его изменить. Новые встанут в конец; у вопросов анкеты кнопки остаются прежними.',
    ]),
  moreOptions: '➕ Добавить',
  moreOptionsAsked: () => lines([b('Какие варианты добавить?'), 'Каждый с новой строки.']),
  option: (option, user) =>
    lines([
      rich`☑️ ${b(option)}`,
      user === null
        ? 'Его пока ни у кого нет: можно назвать иначе или удалить.'
        : {
            people: 'Он уже есть у людей, поэтому остаётся как есть.',
            survey: 'Его предлагает вопрос анкеты, поэтому он остаётся как есть.',
            segment: 'Он нужен сегменту, поэтому остаётся как есть.',
          }[user],
    ]),
  reword: '✏️ Назвать иначе',
  rewordAsked: option => rich`Что должно быть вместо «${b(option)}»? До 64 символов.`,
  dropOption: '🗑 Удалить',
  optionDropped: option => rich`✅ Варианта «${b(option)}» больше нет.`,
  purpose: '💡 Зачем',
  archive: '🗄 Убрать',

  groupAsked: () => lines([b('О чём новое поле?')]),
  typeAsked: group => lines([b('Что в нём будет?'), group]),
  labelAsked: type =>
    lines([b('Как назвать поле?'), `В нём: ${type}. Напишите до 40 символов, например «Любимая марка».`]),
  choiceAsked: type =>
    lines([
      b('Как назвать поле и из чего выбирать?'),
      `В нём: ${type}. Название на первой строке, каждый вариант ответа на своей:`,
      '',
      code('Кожа\nГладкая\nЗамша\nТекстиль'),
    ]),
  purposeAsked: name =>
    lines([
      rich`«${b(name)}»: зачем вы это спрашиваете?`,
      'Люди прочитают это под вопросом. До 200 символов, например: «чтобы сразу показывать ваш размер».',
    ]),
  renameAsked: name => rich`Как теперь назвать поле «${b(name)}»?`,
  archiveAsked: (name, n) =>
    lines([
      rich`Убрать поле «${b(name)}»?`,
      n === null || n === 0
        ? 'Его больше нигде не будут предлагать.'
        : `Его больше нигде не будут предлагать. То, что известно о ${ofPeople(n)}, сохранится.`,
    ]),
  archiveYes: '🗄 Да, убрать',
  added: name => rich`✅ Поле «${b(name)}» добавлено.`,
  saved: '✅ Сохранено.',
  putAway: name => rich`✅ Поле «${b(name)}» убрано.`,
}
