import type { repairCards as en } from '../en/repairCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const messages = (value: number) => `${n(value)} ${plural(value, 'ru', ['сообщение', 'сообщения', 'сообщений'])}`

/** Repairing what was sent, and what to write next. */
export const repairCards: typeof en = {
  headline: name => rich`🔧 ${b(name)}`,
  pausedAt: done => `Пауза на ${n(done)}. Что не так?`,
  whatIsWrong: 'Что не так?',
  alreadyPaused: done => `Уже на паузе для исправления, на ${n(done)}. Что не так?`,
  changedMeanwhile: '⚠️ Пока вы смотрели, это изменили. Вот как сейчас.',
  outdated: 'Это уже отложено или изменено. Начните снова: «Исправить».',
  overAlready: 'Это уже закончено.',

  linksAsked: '🔗 Какая ссылка ведёт не туда?',
  linkRow: (number, label, address) => `${number} ${label} → ${address}`,
  linkKey: (number, label, clicked) => `${number} ${label} · ${people(clicked)}`,
  noLinks: 'В этом предложении нет ссылок.',
  linkAsked: (label, address) => rich`🔗 «${b(label)}» ведёт на ${address}. Пришлите правильный адрес.`,
  voidAddress: (address: string): string =>
    `Эта кнопка была для ${address} и больше не действует. Нажмите в новой карточке или начните с «Исправить».`,
  orAnother: 'Не тот адрес? Просто пришлите другой.',
  sameAddress: 'Она и так ведёт туда. Пришлите другой адрес.',
  heals: delivered =>
    rich`Все, кто нажмёт с этой минуты, попадут туда — ${b(`и из уже отправленных: ${messages(delivered)}`)}. Отправлять заново ничего не нужно.`,
  landsFromNow: 'Все, кто нажмёт, попадут туда. Пока её ни у кого нет.',
  wereThere: clicked => `На старой странице: ${people(clicked)}.`,
  linkChanged: (label, address) => rich`✅ «${b(label)}» теперь ведёт на ${address} — и в уже отправленных сообщениях.`,
  goingOn: 'Готово. Продолжаем.',

  textsAsked: '✏️ Какой вариант неправильный?',
  textAsked: '✏️ Пришлите правильное сообщение: текст с любым оформлением или фото, видео, анимацию, файл с подписью.',
  forWhom: name => rich`Для: ${b(name)}.`,
  isNow: 'Сейчас:',
  keepsMedium:
    'Если прислать только слова, медиа и кнопки останутся: Telegram не даёт такому сообщению снова стать простым текстом.',
  keepsButtons: 'Кнопки останутся как есть.',
  sameMessage: 'Оно у них такое и есть. Пришлите то, что должно стоять вместо него.',
  buttonsAsked: typed => (typed === '' ? '🔘 Кнопок пока нет.' : `🔘 Сейчас:\n${typed}`),
  previewAbove: '👆 Так это будет выглядеть.',
  previewRefused: why => `❌ Telegram не принимает: ${why}`,
  previewUnreached: '❌ Telegram недоступен. Пришлите ещё раз через минуту.',
  wasNow: (was, now) => rich`Было «${b(was)}», станет «${b(now)}».`,
  added: now => rich`Добавится: «${b(now)}».`,
  removed: was => rich`Исчезнет: «${b(was)}».`,
  moreLines: (lines: number): string => `И ещё в ${n(lines)} ${plural(lines, 'ru', ['строке', 'строках', 'строках'])}.`,
  mediumDiffers: 'Другое фото, видео или файл.',
  buttonsDiffer: 'Другие кнопки.',
  formatDiffers: 'Слова те же, оформление другое.',
  willBeEdited: (have, time) => `Исправим без звука: ${messages(have)}, примерно за ${time}.`,
  waitingGetIt: waiting => `Ждут и получат правильное: ${people(waiting)}.`,
  nobodyHasIt: 'Пока его ни у кого нет.',
  cannotBeEdited: unanswered =>
    `Telegram так и не ответил: ${people(unanswered)}. Если сообщение у них есть, оно останется прежним.`,
  surelySaw: seen => rich`${b(`Точно видели прежнее: ${people(seen)}.`)}`,
  orAnotherMessage: 'Что-то не так? Просто пришлите другое сообщение.',
  orOtherButtons: 'Что-то не так? Просто пришлите другие кнопки.',

  wrongPeople: (have, waiting) => `Уже получили: ${people(have)}. Ждут и не получат: ${n(waiting)}.`,
  onlyHave: have => `Уже получили: ${people(have)}.`,
  tooLate: 'Telegram удаляет сообщения только первые 48 часов, а эти старше.',
  takeBackAsked: (have, time) => `Удалим из их чатов: ${messages(have)}, примерно за ${time}.`,
  possibleUntil: at => `Возможно до ${at}.`,
  someTooOld: old => `Старше 48 часов и останутся: ${messages(old)}.`,
  notification: (seen, clicked) => `Кто-то прочёл уведомление: точно видели — ${n(seen)}, перешли — ${n(clicked)}.`,
  cannotBeUndone: 'Отменить это нельзя.',

  editing: (bar, percent, done, of) => rich`✏️ Исправляем у всех\n${bar} ${b(`${percent} %`)} · ${n(done)} из ${n(of)}`,
  takingBack: (bar, percent, done, of) => rich`🗑 Удаляем у всех\n${bar} ${b(`${percent} %`)} · ${n(done)} из ${n(of)}`,
  edited: (done, failed, reasons) =>
    failed === 0
      ? rich`✅ ${b(`Исправлено ${n(done)}.`)}`
      : rich`✅ ${b(`Исправлено ${n(done)}; не удалось ${n(failed)}`)} (${reasons}).`,
  takenBack: (done, remain, reasons) =>
    remain === 0
      ? rich`✅ ${b(`Удалено ${n(done)}; не осталось ни у кого.`)}`
      : rich`✅ ${b(`Удалено ${n(done)}; осталось ${n(remain)}`)} (${reasons}).`,
  editStopped: (done, left) => rich`⏹ ${b(`Остановлено: исправлено ${n(done)}`)}, прежнее видят ещё ${n(left)}.`,
  takeBackStopped: (done, left) => rich`⏹ ${b(`Остановлено: удалено ${n(done)}`)}, осталось ${n(left)}.`,
  wentOver: 'Его продолжает более новое исправление.',
  unansweredRemain: unanswered =>
    `Telegram так и не ответил: ${people(unanswered)}. У них сообщение, возможно, есть и останется.`,
  reason: (reason, total) => `${reason} ${n(total)}`,
  reasons: {
    gone: 'сами удалили сообщение',
    too_old: 'слишком старые',
    limited: 'Telegram ограничил чат',
    blocked: 'заблокировали бота',
    deactivated: 'аккаунт удалён',
    refused: 'Telegram отказал',
  },

  followUps: name => rich`✉️ «${b(name)}»: кому написать?`,
  followUpsHint: 'Каждая кнопка откроет новое предложение ровно для этих людей, 👥 покажет, кто это.',
  nobodyThere: name => rich`«${b(name)}» пока никто не получил, писать некому.`,
  groups: {
    clicked: size => `👆 Перешли · ${n(size)}`,
    seen: size => `👁 Точно видели · ${n(size)}`,
    notClicked: size => `💤 Не перешли · ${n(size)}`,
    notReached: size => `📭 Не дошло · ${n(size)}`,
    got: size => `📬 Получили · ${n(size)}`,
  },
  whoKeys: {
    clicked: '👥 Перешли',
    seen: '👥 Видели',
    notClicked: '👥 Не перешли',
    notReached: '👥 Не дошло',
    got: '👥 Получили',
  },
  whoAreThey: name => rich`👥 «${b(name)}»: кто это?`,
  segments: {
    clicked: name => `Кликнули в «${name}»`,
    clickedUntil: (name, day) => `Кликнули в «${name}» до ${day}`,
    seen: name => `Видели «${name}»`,
    seenUntil: (name, day) => `Видели «${name}» до ${day}`,
    notClicked: name => `Не кликнули в «${name}»`,
    notReached: name => `Не дошло: «${name}»`,
    stillHave: name => `Осталось «${name}»`,
    got: name => `Получили «${name}»`,
  },

  buttons: {
    fix: '🔧 Исправить',
    link: '🔗 Ссылка',
    text: '✏️ Текст, фото, кнопки',
    people: '👥 Не те люди',
    nothing: '▶️ Всё в порядке',
    changeAndGoOn: '✅ Заменить и дальше',
    change: '✅ Заменить',
    editAndGoOn: '✅ Исправить и дальше',
    edit: '✅ Исправить',
    buttons: '🔘 Кнопки',
    noButtons: '🚫 Без кнопок',
    stopAndTakeBack: '🗑 Остановить и удалить у всех',
    takeBackOnly: '🗑 Удалить у всех',
    onlyStop: '⛔ Только остановить',
    takeBack: have => `🗑 Удалить ${n(have)}`,
    stopHere: '⏹ Остановить',
    writeTo: size => `✉️ Написать им: ${n(size)}`,
    saySorry: size => `✉️ Извиниться: ${n(size)}`,
    rightPeople: '👥 То же тем, кому надо',
    broadcast: '📣 Рассылка',
    followUps: '✉️ Написать …',
    repeat: '🔁 То же самое тем же людям',
    copy: '📄 То же самое другим людям',
  },
}
