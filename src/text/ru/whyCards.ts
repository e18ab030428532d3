import type { whyCards as en } from '../en/whyCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const list = (names: readonly string[]): string => names.map(name => `«${name}»`).join(', ')

/** Why somebody got a broadcast, or did not. */
export const whyCards: typeof en = {
  door: '❔ Почему …',
  doorOf: '❔ Почему так?',
  asked: offer =>
    lines([
      rich`❔ ${b(offer)}`,
      'Кто? Пришлите имя или его часть, @имя, id, телефон или перешлите сообщение человека.',
    ]),
  title: (name, offer) => rich`❔ ${b(name)} · ${offer}`,
  another: '🔎 Другой человек',
  person: '👤 Этот человек',

  got: at => rich`✅ ${b('Сообщение получено')} ${at}.`,
  unsure: at =>
    rich`❓ ${b('Telegram так и не ответил')} ${at}: сообщение могло дойти, а могло и нет. Само оно больше не отправится.`,
  segments: names => `Это сообщение для ${list(names)}.`,
  everyoneElse: 'Это сообщение для всех остальных.',
  corrected: 'Потом его исправили прямо в чате.',
  takenBack: at => `Удалено из чата ${at}.`,
  seen: { confirmed: 'Точно видели', inferred: 'Вероятно, видели' },
  notSeen: 'Признаков, что видели, нет',
  clicked: times => `перешли ${count(times, 'ru')} ${plural(times, 'ru', ['раз', 'раза', 'раз'])}`,
  replied: 'ответили',
  order: (money, at, by) => `После неё: заказ на ${money}, ${at} (${by}).`,

  failed: (at, why) => rich`✖️ ${b('Сообщение не дошло')} ${at}: ${why}.`,
  leaving: rich`📨 ${b('Отправляется')} прямо сейчас.`,
  later: at => rich`⏳ ${b('Получит')} ${at} — по своим часам и не в тихие часы.`,
  turn: rich`⏳ ${b('Ждёт своей очереди.')}`,
  careful: 'Рассылка начинается осторожно, и среди первых этого человека нет.',
  rests: 'Рассылка на паузе.',
  notSent: rich`✖️ ${b('Сообщение не отправлено')}: рассылку остановили раньше.`,
  control: share =>
    rich`🧪 ${b('Сообщение не отправлено')}: контрольная группа этой рассылки. ${share} выбрано жребием, чтобы измерить эффект.`,
  left: why => rich`➖ ${b('Сообщение не отправлено')}: ${why}.`,
  reasons: {
    leftOut: names => `исключённый сегмент ${list(names)}`,
    leftOutOneOf: names => `один из исключённых сегментов: ${list(names)}`,
    unsubscribed: since => (since === null ? 'была отписка' : `была отписка ${since}`),
    paused: (since, until) =>
      `человек взял паузу${since === null ? '' : ` ${since}`}${until === null ? '' : ` до ${until}`}`,
    blocked: since => (since === null ? 'бот заблокирован' : `бот заблокирован, известно с ${since}`),
    deactivated: since => (since === null ? 'аккаунт удалён' : `аккаунт удалён, известно с ${since}`),
    cap: 'уже пришло столько сообщений, сколько вы разрешили',
    less_often: 'просьба писать раз в неделю, и такое сообщение уже было',
    too_late: until => (until === null ? 'было бы слишком поздно' : `отправлять можно было не позже ${until}`),
    asked: 'этот вопрос уже задавали',
    control: until => `контрольная группа квартала, ей не приходят предложения${until === null ? '' : ` до ${until}`}`,
    no_code: 'промокода не хватило',
    ended: 'к тому времени цепочка для этого человека закончилась',
    late: 'опоздало бы больше чем на три дня',
    only_if: 'условие этого сообщения не выполнено',
    erased: 'просьба забыть',
    other: 'причина не записана',
  },
  had: 'За неделю до этого:',
  hadLine: (name, at) => `• ${name}, ${at}`,
  hadGone: 'Какие именно, уже неизвестно.',

  series: {
    never: rich`➖ ${b('В эту цепочку не попадал.')}`,
    coming: at => rich`⏳ ${b('Ещё не дошёл до этого сообщения')}: следующее решится ${at}.`,
    past: rich`➖ ${b('Уже прошёл это место')}, когда сообщение добавили в цепочку.`,
    ended: why => rich`➖ ${b('Вышел из цепочки раньше')}: ${why}.`,
    why: {
      ordered: 'сделан заказ',
      clicked: 'открыта ссылка',
      replied: 'пришёл ответ',
      left: 'больше не в сегменте',
      stopped: 'была отписка',
      ended: 'цепочку завершили',
    },
  },
  outside: at => rich`➖ ${b('Ни в одном сегменте этой рассылки')} на момент отбора, ${at}.`,
  notKept: 'Кто в каком сегменте был тогда, не хранится, поэтому причину уже не узнать.',
  nowIn: names => `Сегодня — в ${list(names)}.`,
  nowElse: 'Сегодня сообщение пришло бы — как всем остальным.',
  nowNone: 'Сегодня — тоже ни в одном.',
  cameLater: (came, at) => rich`➖ ${b('Ещё не было в боте')}: получателей отобрали ${at}, а человек пришёл ${came}.`,
  notBegun: at => rich`🕙 ${b('Пока никто не получил.')} Кому отправить, решится в момент начала, ${at}.`,
  neverBegan: rich`✖️ ${b('Никто не получил')}: рассылку отменили до начала.`,
  deciding: rich`⏳ ${b('Получатели отбираются')} прямо сейчас.`,
  forgotten: rich`➖ ${b('Человек просил забыть его')}, и больше о нём ничего не известно.`,

  standings: name => rich`❔ ${b(name)}: какая рассылка?`,
  noBroadcasts: 'Пока ничего не отправляли.',
  marks: {
    queued: '⏳',
    sending: '📨',
    sent: '✅',
    failed: '✖️',
    uncertain: '❓',
    skipped: '➖',
    held_out: '🧪',
    none: '▫️',
  },
  legend: '✅ получено · ➖ не отправлено · ✖️ не дошло · 🧪 контрольная группа · ▫️ не входит',
}
