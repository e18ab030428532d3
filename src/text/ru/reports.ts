import type { reports as en } from '../en/reports.js'
import { count, least, plural } from '../format.js'
import { b, i, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const times = (value: number) => `${n(value)} ${plural(value, 'ru', ['раз', 'раза', 'раз'])}`
const apart = (usual: string | null) => (usual === null ? '' : ` (обычно ${usual})`)
const beside = (usual: string | null) => (usual === null ? '' : `; обычно ${usual}`)

/** What came of a broadcast. */
export const reports: typeof en = {
  headline: name => rich`📊 ${b(name)}`,
  finished: at => `Завершена ${at}`,
  ended: at => `Остановлена насовсем ${at}`,
  preliminary: 'Предварительно: отправлено ещё не всё',
  preliminaryUntil: at => `предварительно до ${at}`,
  windowClosed: day => `учтено всё по ${day}`,
  goal: (goal, judged) => `Цель: ${goal} · смотрим, ${judged}`,

  delivered: (delivered, of, share) => rich`${b(`Доставлено ${n(delivered)} из ${n(of)}`)} (${share})`,
  notDelivered: (total, reasons) => `Не доставлено ${n(total)}: ${reasons}`,
  noAnswer: total => `Нет ответа от Telegram ${n(total)}: могли получить, могли и нет`,
  waiting: total => `Ждут отправки ${n(total)}`,
  notSent: total => `Не отправлено, потому что рассылку остановили: ${n(total)}`,
  leftOut: (total, reasons) => `Пропущено ${n(total)}: ${reasons}`,
  takenBack: total => `Удалено у получивших ${n(total)}`,
  reason: (reason, total) => `${reason} ${n(total)}`,
  failures: {
    blocked: 'заблокировали бота',
    deactivated: 'аккаунт удалён',
    unknown_chat: 'чат не найден',
    no_voice: 'запретили голосовые',
    content: 'сообщение не принято',
    limited: 'Telegram ограничил чат',
    other: 'другое',
  },
  exclusions: {
    left_out: 'в исключённом сегменте',
    erased: 'просили забыть их',
    unsubscribed: 'отписались',
    paused: 'на паузе',
    blocked: 'заблокировали бота',
    deactivated: 'аккаунт удалён',
    control: 'контрольная группа квартала',
    cap: 'уже получили достаточно сообщений',
    less_often: 'просили реже и своё уже получили',
    topic: 'не хотят получать об этом',
    quiet: 'были тихие часы',
    too_late: 'слишком поздно',
    no_code: 'не хватило промокода',
    asked: 'уже спросили',
    ended: 'уже вышли из цепочки',
    late: 'опоздание больше трёх дней',
    only_if: 'не подошли под условие',
    no_need: 'напоминать было не о чем',
    other: 'другое',
  },

  seen: (certain, share, probably, probableShare, usual) =>
    `Точно видели ${least(share)} (${n(certain)}${beside(usual)})${probably === 0 ? '' : ` · вероятно, ещё ${n(probably)} (${probableShare})`}`,
  clicked: (clicked, share, usual) =>
    clicked === 0 ? `Никто не перешёл${apart(usual)}` : `Перешли ${share} (${people(clicked)}${beside(usual)})`,
  replied: (replied, share, usual) =>
    replied === 0 ? `Никто не ответил${apart(usual)}` : `Ответили ${share} (${people(replied)}${beside(usual)})`,
  shared: (shared, share) => (shared === 0 ? 'Никто не дал номер' : `Дали номер ${share} (${people(shared)})`),
  contacts: (asked, found) => `Нажали кнопку ${n(asked)} · нашлись среди покупателей ${n(found)}`,
  rose: (rose, of, share) => `Поднялись: ${n(rose)} из ${n(of)} (${share})`,
  roseControl: (rose, of, share) => `Контрольная группа, за те же дни: ${n(rose)} из ${n(of)} (${share})`,
  roseBecause: (difference, low, high) =>
    `Эффект рассылки: на ${difference} из 100; на самом деле — от «на ${low}» до «на ${high}»`,
  roseOthers: (rose, of, share) => `Кому не отправляли, за те же дни: ${n(rose)} из ${n(of)} (${share})`,
  judgedByOrders: 'сколько человек купило',
  tooFew: 'слишком мало, чтобы судить',
  judged: figure => rich`🎯 ${b(figure)}`,
  nothingYet: 'Пока никто не показал, что видел сообщение, не перешёл и не ответил.',
  openings: (machine, unsure) => {
    const robots = machine === 0 ? [] : [`роботы открыли ссылки ${times(machine)}`]
    const doubtful =
      unsure === 0
        ? []
        : [
            `${n(unsure)} ${plural(unsure, 'ru', ['сомнительное открытие', 'сомнительных открытия', 'сомнительных открытий'])}`,
          ]
    return `За переходы не считаем: ${[...robots, ...doubtful].join(', ')}`
  },
  left: (stopped, share, paused, blocked, perThousand, usual) =>
    `Отписались ${n(stopped)} (${share}${beside(usual.stopped)}) · на паузе ${n(paused)} · заблокировали ${n(blocked)} (${perThousand} на 1000${beside(usual.blocked)})`,
  stoppedBecause: (stopped, reasons) => `Отписались ${n(stopped)}: ${reasons.join(' · ')}`,
  stopReasons: {
    too_many: 'слишком часто',
    not_for_me: 'не моё',
    bought: 'уже купили',
    other: 'другое',
    silent: 'не сказали почему',
  },
  help: at =>
    i(
      `Доставлено — значит, Telegram принял сообщение. Доли — от доставленных. Telegram не сообщает, кто увидел; «точно» — те, кто перешёл, нажал, ответил или поставил реакцию. Данные на ${at}.`,
    ),
  nothingSent: 'Ничего не отправлено.',

  more: name => rich`📊 ${b(name)} · ещё`,
  byMessage: 'по сообщениям',
  byLink: 'по ссылкам',
  message: (name, delivered) => rich`${b(name)} · доставлено ${n(delivered)}`,
  messageFigures: (seen, clicked, replied) =>
    `точно видели ${least(seen)} · перешли ${clicked} · ответили ${n(replied)}`,
  messageLeft: (stopped, paused, blocked) =>
    `отписались ${n(stopped)} · на паузе ${n(paused)} · заблокировали ${n(blocked)}`,
  link: (number, label) => rich`${number} ${b(label)}`,
  linkUncounted: 'открывается в самом Telegram, нажатия не считаются',
  linkFigures: (clicked, openings) => `${people(clicked)} · ${times(openings)}`,
  since: at => `с ${at}`,
  until: at => `до ${at}`,
  targetLine: (when, address, figures) => `   ${when} → ${address}: ${figures}`,

  buttons: {
    byMessage: '💬 По сообщениям',
    byLink: '🔗 По ссылкам',
    resend: '🔁 Отправить им ещё раз',
    more: '⋯ Ещё',
    refresh: '🔄 Обновить',
    reallyResend: '🔁 Отправить',
  },
  askResend: total =>
    rich`${b(`Telegram так и не ответил: ${people(total)}.`)} У некоторых сообщение, возможно, уже есть, и они получат его дважды. Отправить им ещё раз?`,
  nobodyToResend: 'Таких уже не осталось.',

  glance: {
    seen: share => `видели ${share.startsWith('<') ? '> 0 %' : least(share)}`,
    clicked: share => `перешли ${share}`,
    replied: share => `ответили ${share}`,
    shared: share => `дали номер ${share}`,
    ordered: share => `купили ${share}`,
    delivered: delivered => `доставлено ${n(delivered)}`,
  },
}
