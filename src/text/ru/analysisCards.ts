import type { analysisCards as en } from '../en/analysisCards.js'
import { count, plural, share } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${n(Math.abs(value))}`
const rows = (value: number) => `${n(value)} ${plural(value, 'ru', ['строка', 'строки', 'строк'])}`
const answers = (value: number) => `${n(value)} ${plural(value, 'ru', ['ответ', 'ответа', 'ответов'])}`
const group = ({ people: all, reachable }: { people: number; reachable: number }) =>
  rich`${b(n(all))} · доступно: ${n(reachable)}`

const moved = (added: number, gone: number) =>
  `${added === 0 ? '' : `: добавлено ${n(added)}`}${gone === 0 ? '' : `${added === 0 ? ':' : ','} убрано ${n(gone)}`}`

/** Looking at segments: what sets them apart, how they grow and overlap, pictures, fixed lists. */
export const analysisCards: typeof en = {
  buttons: {
    apart: '📊 Портрет сегмента',
    growth: '📈 Рост',
    overlap: '⭕ Пересечение',
    freeze: '🧊 Сделать списком',
    add: '➕ Добавить',
    take: '➖ Убрать',
    replace: '🔁 Заменить всех',
    map: '🗺 RFM-карта',
    ladder: '🪜 Лестница',
    list: '📋 Из списка',
  },
  stands: 'Эта картинка уже здесь.',
  inWords: '🔢 Цифрами',
  close: '✖️ Закрыть',

  apart: name => rich`📊 ${b(name)} · портрет сегмента`,
  difference: (name, { inside, outside }) =>
    rich`• ${b(name)} — ${share(inside.having, inside.known, 'ru')} здесь, ${share(outside.having, outside.known, 'ru')} у остальных`,
  tooFew: 'Слишком мало людей, чтобы говорить об особенностях: нужно хотя бы 20 в сегменте и 20 вне его.',
  nothingApart: compared =>
    `Особенностей нет: сравнил ${answers(compared)}, и ни в одном они не отличаются от остальных наверняка.`,
  howCompared: compared =>
    `Сравнил ${answers(compared)}; здесь только то, что точно не случайность. Доли — от людей, чей ответ известен.`,
  looking: (answered, questions) => `⏳ Смотрю поля… ${n(answered)} из ${n(questions)}`,
  drawn: ({ inside, outside }) =>
    `Людей много, поэтому взял случайных: ${n(inside)} из сегмента и ${n(outside)} из остальных.`,
  tooSlow: facts => `Не успел посмотреть: ${facts}.`,
  leftOut: facts => `Не сравнивал то, что задаёт сам сегмент: ${facts}.`,

  facts: {
    age: 'Возраст',
    language: 'Язык',
    premium: 'Telegram Premium',
    source: 'Источник',
    clicked: 'Переход за 30 дней',
    seen: 'Видели предложение за 30 дней',
    ordered: 'Заказ за 12 месяцев',
    engagement: 'Активность',
    rfm: 'RFM-группа',
    ladder: 'Ступень лестницы Ханта',
  },
  builtIn: { city: 'Город', country: 'Страна', birthday: 'День рождения' },
  any: 'любое',
  upTo: (end, open) => (open ? `меньше ${end}` : `до ${end}`),
  from: start => `от ${start}`,
  between: (start, end) => `${start}–${end}`,

  growthTitle: name => rich`📈 ${b(name)}`,
  lines: { size: 'В сегменте', reachable: 'Доступно' },
  growthAxes: {
    people: 'человек',
    days: 'точка — один день',
    gaps: 'точка — один день; пропуск — не считали',
  },
  growth: growth =>
    growth
      .filter(({ more }) => more !== null)
      .map(
        ({ days, more }) =>
          `${signed(more ?? 0)} ${days === 1 ? 'со вчера' : `за ${days} ${plural(days, 'ru', ['день', 'дня', 'дней'])}`}`,
      )
      .join(' · '),
  nobodySoFar: 'За последние 90 дней в нём никого не было.',
  noGrowthYet: 'Размер считается раз в день. Загляните завтра, чтобы увидеть рост.',
  moved: (entered, gone) => `Сегодня вошли: ${n(entered)}, вышли: ${n(gone)}.`,
  recount: '🔄 Посчитать',

  chooseOther: name => rich`⭕ С каким сегментом сравнить «${b(name)}»?`,
  findOther: '🔎 Найти',
  noneCalled: words => rich`🔎 Других сегментов с названием «${b(words)}» нет.`,
  noOther: 'Других сегментов пока нет, сравнивать не с чем.',
  overlap: (first, second) => rich`⭕ ${b(first)} и ${b(second)}`,
  overlapLines: (first, second, found) =>
    lines([
      rich`Только в «${first}»: ${group(found.onlyFirst)}`,
      rich`В обоих: ${group(found.both)}`,
      rich`Только в «${second}»: ${group(found.onlySecond)}`,
    ]),
  onlyIn: name => `Только в «${name}»`,
  both: 'В обоих',
  inBoth: (first, second) => `В «${first}» и в «${second}»`,
  another: '⭕ С другим',

  mapTitle: customers =>
    `RFM-карта · ${n(customers)} ${plural(customers, 'ru', ['покупатель', 'покупателя', 'покупателей'])}`,
  axes: {
    recency: 'Давность: 1 — давно, 5 — недавно',
    frequency: 'Частота: 1 — один раз, 5 — часто',
    people: 'Покупателей в клетке:',
  },
  mapCaption: 'Правее — покупали недавно. Выше — покупают чаще. Чем ярче цвет, тем больше покупателей.',
  countedOn: day => `Посчитано ${day}`,
  noScores: 'Показывать пока нечего: ни у кого нет заказа за нужный срок.',
  ladderTitle: 'Лестница Ханта',
  ladderAxes: { people: 'Полосы — число людей', share: '% — от тех, чья ступень известна' },
  ladderCaption:
    'Доли — от тех, чья ступень известна. «Неизвестно» — не ступень: эти люди пока не показали, где они стоят.',
  noLadder: 'Показывать пока нечего: никто ещё не показал, на какой он ступени.',

  frozen: name => `Люди, которые сейчас в сегменте, сохранены как «${name}».`,
  askList: lines([
    rich`📋 ${b('Из списка')}`,
    'Отправьте id в Telegram, @имена или телефоны, по одному человеку в строке. Или пришлите их текстовым файлом или таблицей CSV, до 1 МБ.',
  ]),
  listUnread: 'Нужен текст, текстовый файл или таблица CSV, до 1 МБ. Таблицу можно сохранить как CSV.',
  listName: day => `Список от ${day}`,
  listMade: name => rich`📋 ${b(name)}: список сохранён.`,
  nobodyFound: 'Никого не нашёл, поэтому список не создан. Проверьте строки и отправьте их ещё раз.',
  found: value => `Найдено: ${people(value)}`,
  missing: (value, asFile) => (asFile ? `Не найдено: ${rows(value)}, все в файле выше` : `Не найдено: ${rows(value)}`),
  missingFile: 'не найдено',
  repeated: value => `Повторы: ${n(value)}`,
  askChange: {
    add: (name, now) =>
      rich`➕ В списке «${b(name)}» сейчас ${people(now)}. Кого добавить? Пришлите id, @имена или телефоны, можно текстовым файлом или таблицей CSV.`,
    take: (name, now) =>
      rich`➖ В списке «${b(name)}» сейчас ${people(now)}. Кого убрать? Пришлите id, @имена или телефоны, можно текстовым файлом или таблицей CSV.`,
    replace: (name, now) =>
      rich`🔁 В списке «${b(name)}» сейчас ${people(now)}. Кто будет в нём вместо них? Пришлите id, @имена или телефоны, можно текстовым файлом или таблицей CSV.`,
  },
  nobodyToChange: 'Никого не нашёл, список не изменился. Проверьте строки и пришлите ещё раз.',
  changeTitle: name => rich`📋 ${b(name)}`,
  changed: ({ before, after, added, gone }) => `✅ Было ${n(before)}, стало ${n(after)}${moved(added, gone)}.`,
  wouldChange: ({ before, after, added, gone }) => `Сейчас ${n(before)}, станет ${n(after)}${moved(added, gone)}.`,
  unchanged: now => `Менять нечего: в списке по-прежнему ${people(now)}.`,
  applyChange: (added, gone) =>
    added === 0
      ? `➖ Убрать ${n(gone)}`
      : gone === 0
        ? `➕ Добавить ${n(added)}`
        : `🔁 Добавить ${n(added)}, убрать ${n(gone)}`,
  changeOver: 'Это старый вопрос. Откройте список и начните заново.',
  openList: '👥 Открыть',
  fixed: 'Постоянный список: люди остаются в нём, что бы они ни делали.',
}
