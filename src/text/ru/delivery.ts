import type { delivery as en } from '../en/delivery.js'
import { count, plural } from '../format.js'
import { b, code, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** The list of broadcasts and the card of one of them. */
export const delivery: typeof en = {
  list: total => rich`📣 ${b('Рассылки')} · ${n(total)}`,
  listEmpty: 'Пока ничего не отправлено. Начните предложение: /new.',
  marks: { scheduled: '🕙', planning: '⏳', running: '▶️', paused: '⏸', finished: '✅', cancelled: '✖️' },
  remindsMark: '🔔',
  onHold: 'ждёт вас',

  headline: name => rich`📣 ${b(name)}`,
  starts: at => rich`🕙 Начнётся ${b(at)}`,
  startsNow: '🕙 Вот-вот начнётся',
  approvedFor: shown => `При утверждении — ${people(shown)}. Кто именно, решится в момент начала.`,
  reminds: at => `Напомню в ${at}.`,
  reminder: (name, when, left, total) =>
    rich`🔔 «${b(name)}» уйдёт в ${b(when)}, через ${left}. При утверждении — ${people(total)}.`,
  waitsForLinks:
    '🔗 Ссылки сейчас не открываются. Бот проверяет их каждые несколько секунд и начнёт, как только они откроются.',
  planning: '⏳ Определяем, кто получит…',
  finished: (at, took) => `✅ Завершена ${at}, за ${took}`,
  ended: '✖️ Остановлена насовсем',
  endedUnsent: '✖️ Остановлена насовсем до начала. Её никто не получил.',

  bar: (bar, percent, done, of) => rich`${bar} ${b(`${percent} %`)} · ${n(done)} из ${n(of)}`,
  speed: perSecond => `${perSecond}/с`,
  left: time => `осталось около ${time}`,
  rest: (length, until) => `⏳ Telegram попросил подождать ${length}, до ${until}`,
  outage: '🔌 Telegram не отвечает. Ничего не потеряно: попробуем снова сами.',
  unheard:
    '👂 Сейчас бот не слышит подписчиков: никто не смог бы отписаться, поэтому он никому не пишет. Продолжит сам.',
  careful: '🔌 Telegram снова отвечает. Продолжаем осторожно.',
  lastAnswers: sending => `Ждём ответа Telegram о последних: ${n(sending)}`,
  counts: (delivered, notDelivered, noAnswer) =>
    [
      `Доставлено ${n(delivered)}`,
      ...(notDelivered === 0 ? [] : [`не доставлено ${n(notDelivered)}`]),
      ...(noAnswer === 0 ? [] : [`нет ответа от Telegram ${n(noAnswer)}`]),
    ].join(' · '),
  nextByClock: at => `🕙 Следующие получат ${at}`,
  lastByClock: at => `🕙 Последние получат ${at}`,
  quiet: until => `🌙 Тихие часы: продолжим ${until}`,
  marksSoFar: (seen, clicked, stopped, blocked) =>
    [
      ...(seen === 0 ? [] : [`Точно видели ${n(seen)}`]),
      ...(clicked === 0 ? [] : [`перешли ${n(clicked)}`]),
      ...(stopped === 0 ? [] : [`отписались ${n(stopped)}`]),
      ...(blocked === 0 ? [] : [`заблокировали ${n(blocked)}`]),
    ].join(' · '),
  notLater: at => `⏱ Не позже ${at}`,
  urgent: '⚡ Срочная, идёт раньше других',
  waiting: waiting => `Ждут отправки ${n(waiting)}`,
  notSent: notSent => `Не отправлено ${n(notSent)}`,

  pausedToChange: '⏸ Ждёт, пока её меняют',
  wasFor: (at: string) => `Была назначена на ${at}. Если вернуть как было, уйдёт в это время.`,
  dueMeanwhile: (at: string) => `Была назначена на ${at}. Это время прошло, она ждёт вашего решения.`,
  askNow: (name: string, people: number, when: string) =>
    rich`⏭ Отправить «${b(name)}» сейчас, не дожидаясь срока (${when})? Получат примерно ${b(n(people))}.`,
  withdrawn: (name: string) => rich`✖️ Рассылка «${b(name)}» отменена. Это снова черновик, ничего не пропало.`,
  cancelled: (name: string) => rich`✖️ Рассылка «${b(name)}» отменена. Её никто не получил.`,
  notRestored: 'С тех пор что-то изменилось или время прошло. Откройте черновик и запланируйте заново.',
  stillChanging: (name: string, since: string) =>
    rich`⏸ Рассылка «${b(name)}» ждёт: её открыли для изменений, и с ${since} её никто не трогал.`,
  dueWhileChanging: (name: string, at: string) =>
    rich`⏰ Рассылка «${b(name)}» должна была уйти в ${b(at)}. Она ждёт, пока её меняют.`,
  pausedToFix: 'На паузе: исправляем.',
  pausedForLinks: 'Ссылки не открываются снаружи, поэтому рассылка не началась.',
  paused: '⏸ На паузе',
  pausedBeforeStart: '⏸ Отложена: сама не начнётся',
  timePassed: at => `Начало было назначено на ${at}. Если продолжить, начнётся сразу.`,
  timeAhead: at => `Если продолжить, начнётся ${at}.`,
  late: at => rich`⏸ ${b('Должна была начаться')} ${at}, но программа тогда не работала. Начать сейчас?`,
  foundNobody: shown => rich`⏸ ${b('Никого не нашлось')}, ничего не отправлено. При утверждении — ${people(shown)}.`,
  foundMore: (found, shown) =>
    rich`⏸ ${b(`Нашлось ${people(found)}`)} — в два с лишним раза больше, чем при утверждении (${n(shown)}). Отправить всем?`,
  refused: (words, refused) =>
    rich`⏸ ${b('Telegram не принимает сообщение')}, пять человек подряд:\n${code(words)}\nНе принято: ${people(refused)}. Если продолжить, отправим им снова.`,
  unauthorized: words =>
    rich`⏸ ${b('Telegram больше не принимает токен бота')}:\n${code(words)}\nУкажите новый в BOT_TOKEN, перезапустите программу и продолжите.`,

  unwritten: words =>
    rich`⏸ ${b('Не удаётся записать, что стало с сообщением')}:\n${code(words)}\nНичего не потеряно, и дважды никто не получит: пробую снова. Если продолжить, рассылка может снова остановиться здесь.`,
  restored: rich`⏸ ${b('База восстановлена из копии.')} В копии нет того, кто получил рассылку потом, поэтому сама она никому не уйдёт: все, кто ждал, — без ответа. «Продолжить» завершит её, а в отчёте можно отправить им ещё раз.`,
  restoredBeforeStart: at =>
    rich`⏸ ${b('База восстановлена из копии.')} Рассылка была назначена на ${at} и могла уже уйти: тогда остановите её насовсем. «Продолжить» отправит её всем, кому она предназначалась.`,
  unreadable: rich`⏸ ${b('Не получается прочитать, кому она')}, поэтому ничего не отправляем. Остановите её насовсем и отправьте предложение заново.`,

  stopped: (done, of) => rich`⛔ ${b(`Остановлена на ${n(done)} из ${n(of)}`)}`,
  stoppedBeforeStart: '⛔ Остановлена: сама не начнётся. Её никто не получил.',
  othersWait: waiting => `Ждут: ${people(waiting)}. Они ничего не получат, пока вы не продолжите.`,
  askEnd: name => rich`🗑 Остановить «${b(name)}» насовсем?`,
  willNotGet: (waiting, delivered) =>
    `Уже не получат: ${people(waiting)}. У тех, кому доставлено (${n(delivered)}), сообщение останется. Отменить это нельзя.`,
  nobodyWillGet: 'Её никто не получил и не получит. Отменить это нельзя.',

  buttons: {
    change: '✏️ Изменить',
    goOnChanging: '✏️ Продолжить',
    asItWas: '↩️ Как было',
    test: '👁 Тест',
    now: '⏭ Сейчас',
    reallyNow: (people: number) => `⏭ Отправить · ${n(people)}`,
    cancel: '✖️ Отменить',
    undo: '↩️ Вернуть',
    draft: '📝 Черновик',
    pause: '⏸ Пауза',
    resume: '▶️ Продолжить',
    stop: '⛔ Стоп',
    goOn: '▶️ Продолжить',
    startNow: '▶️ Начать сейчас',
    tryAgain: '▶️ Ещё раз',
    sendTo: found => `▶️ Отправить: ${n(found)}`,
    end: '🗑 Насовсем',
    reallyEnd: '🗑 Да, насовсем',
    soFar: '📊 Результаты',
    report: '📊 Отчёт',
    list: '← Рассылки',
  },
}
