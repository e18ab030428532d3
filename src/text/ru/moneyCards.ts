import type { moneyCards as en } from '../en/moneyCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const ofPeople = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`

type Side = { n: number; of: number }

const sides = ({ treated, held }: { treated: Side; held: Side }): string =>
  `${n(treated.n)} из ${n(treated.of)}, в контрольной группе ${n(held.n)} из ${n(held.of)}`

/** What came after a broadcast and because of it, in money. */
export const moneyCards: typeof en = {
  by: {
    code: 'по коду',
    shared: 'код применил другой',
    click_id: 'после перехода',
    click: 'после перехода',
    seen: 'после просмотра',
  },
  sold: verdict => b(`Продала больше? ${verdict}`),
  verdicts: { few: 'Мало данных.', unclear: 'Сказать нельзя.', more: 'Да.', fewer: 'Нет, меньше.' },

  paid: answer => b(`Окупилась? По расчёту: ${answer}`),
  paidAnswers: { yes: 'да.', no: 'нет.', unclear: 'сказать нельзя.' },
  reckoned: (buyers, check, brought, discounts, most) =>
    `Дополнительные покупатели (${n(buyers)}) с обычным чеком ${check} приносят вам около ${brought}; в заказах после рассылки скидок на ${discounts}, ${most ? 'и достались они в основном' : 'часть из них досталась'} тем, кто купил бы и так.`,
  reckonedFewer: (buyers, check, lost, discounts) =>
    `Покупателей меньше на ${n(buyers)}: при обычном чеке ${check} вы теряете около ${lost}, и ещё ${discounts} — скидки в заказах после рассылки.`,
  reckonedBetween: (low, high) => `От ${low} до ${high}. Оценка, не измерение.`,
  notReckoned: {
    margin: 'Окупилась? Скажите, сколько у вас остаётся со 100, и я посчитаю.',
    check: 'Окупилась? До рассылки заказов было слишком мало, чтобы знать обычный чек.',
    discounts: 'Окупилась? В заказах после рассылки не сказано, какая была скидка, поэтому не посчитать.',
  },

  counted: (how, all) => `${how} ${n(all)}`,
  came: (all, sums, how) => rich`${b('Заказы после рассылки:')} ${orders(all)} на ${sums} (${how.join(' · ')})`,
  noneCame: rich`${b('Заказы после рассылки:')} ни одного`,
  cameBeside: (bought, share, usual, check, each) =>
    [
      `Купили: ${people(bought)} (${share}${usual === null ? '' : `; обычно ${usual}`})`,
      ...(check === null ? [] : [`средний чек ${check}`]),
      ...(each === null ? [] : [`${each} с сообщения`]),
    ].join(' · '),
  shared: (all, sums) => `Не в счёт: их коды применил кто-то другой — ${orders(all)} на ${sums}`,
  withoutIt: (all, sums) => `Не в счёт: код применили те, кому его не присылали, — ${orders(all)} на ${sums}`,

  because: what => rich`${b('Эффект рассылки:')} ${what}`,
  nobodyKeptOut: 'своей контрольной группы у рассылки не было, поэтому узнать его нельзя.',
  ended: day => `контрольную группу закончили раньше срока, ${day}, поэтому узнать его нельзя.`,
  unsound: 'группы различаются, что-то не так: эффект не показываю.',
  sides: (treated, held, soFar) =>
    `${soFar ? 'пока ' : ''}купили ${n(treated.n)} из ${n(treated.of)}, в контрольной группе ${n(held.n)} из ${n(held.of)}.`,
  stillSent: 'Рассылка ещё идёт; ответ будет, когда учтём заказы.',
  answerOn: at => `Ответ будет ${at}.`,
  soFar: ({ low, high }) => `Предварительно, из 100: от «на ${low}» до «на ${high}».`,
  needed: (needed, today) => `Чтобы сказать, нужно знать покупки примерно ${ofPeople(needed)} (сейчас ${n(today)}).`,
  nobodyBought: 'Никто из тех, чьи покупки известны, ничего не купил.',
  moreOf100: of100 => `${of100} больше`,
  fewerOf100: of100 => `${of100} меньше`,
  unclear: (found, { low, high }, both) =>
    `на ${found} покупателей из 100; на самом деле — от «на ${low}» до «на ${high}». (${sides(both)})`,
  more: (found, low, high, buyers, both) =>
    `на ${found} покупателя из 100 больше (от ${low} до ${high}): около ${n(buyers)} сами бы не купили. (${sides(both)})`,
  fewer: (found, low, high, buyers, both) =>
    `на ${found} покупателя из 100 меньше (от ${low} до ${high}): около ${n(buyers)} купили бы без неё. (${sides(both)})`,
  moneyEach: (found, low, high, less) =>
    `С каждого человека на ${found} ${less ? 'меньше' : 'больше'} (от ${low} до ${high}).`,
  known: share => `Покупки известны у ${share} получивших.`,
  tooLong: 'Заказы считаются слишком долго: нажмите «Обновить» через минуту.',
  ordersUnknown: 'Покупки пока неизвестны, поэтому неизвестно и сколько продала рассылка.',

  part: (bought, all, sums) => `${bought === null ? '' : `купили ${n(bought)} · `}${orders(all)} на ${sums}`,
  picture: '🖼 Картинка',
  closePicture: '✖️ Закрыть',
  hours: {
    key: '🕙 По часам',
    title: name => rich`📊 ${b(name)} · по часам`,
    drawnTitle: name => `${name} · по часам`,
    none: 'Пока никто не перешёл и не заказал.',
    note: 'Часы — с минуты, когда человек получил сообщение; переходы — только первые.',
    hour: (from, before) => `${from}–${before} ч`,
    day: day => `день ${day}`,
    line: (when, clicked, all) => `${when}: перешли ${n(clicked)}${all === 0 ? '' : ` · ${orders(all)}`}`,
    dayOnly: all => `${orders(all)}: известен только день`,
    clicked: 'Первые переходы, человек',
    orders: 'Заказы после рассылки',
  },
  drawn: {
    after: 'Заказы после рассылки',
    because: 'Эффект рассылки: купили из 100',
    treated: 'Кому отправляли',
    held: 'Контрольная группа',
    side: (of100, bought, of) => `${of100} (${n(bought)} из ${n(of)})`,
    ends: 'Черта на полосе показывает, где может быть настоящее значение. Считаются все, кому отправляли, дошло или нет, если их покупки были известны.',
    noControl: 'Своей контрольной группы у рассылки не было, поэтому её эффект узнать нельзя.',
    noneAfter: 'Пока ни одного заказа',
    noneClicked: 'Пока никто не перешёл.',
    byMessage: 'Перешли, из 100 получивших',
    message: (share, all) => (all === 0 ? share : `${share} · ${orders(all)}`),
  },

  keys: {
    phones: '📱 Узнать телефоны',
    quarter: '🧪 За квартал',
    next: '🧪 В следующий раз',
    helps: '💡 Что поможет',
    happened: '❓ Что случилось',
  },
  ways: {
    helps: name =>
      rich`${b(`💡 ${name}: что поможет`)}\nСкидки достаются и тем, кто купил бы и так. Поэтому:\n• скидка поменьше или подарок, который обходится дешевле\n• код — только уснувшим\n• без Чемпионов и Лояльных: они купят и без скидки\n• новинка вместо скидки`,
    next: name =>
      rich`${b(`🧪 ${name}: в следующий раз`)}\nЭффект виден только рядом с теми, кто рассылку не получил. Перед отправкой проверка предложит оставить 10 % по жребию — там, где эффект можно заметить. Небольшому магазину одной рассылки мало: контрольная группа квартала сравнивает сразу все.`,
    happened: name =>
      rich`${b(`❓ ${name}: что случилось`)}\nЖребий делит людей на группы нужного размера и во всём похожие. Эти две не такие: из одной пропало больше людей, чем объясняет случай. Обычно людей удалили, восстановили старую копию базы или заказы одной группы пришли из другого файла. Эффект по таким группам был бы неверным, поэтому его нет. Сообщите тому, кто ведёт программу.`,
  },
}
