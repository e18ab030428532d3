import type { offerCards as en } from '../en/offerCards.js'
import { count, plural } from '../format.js'
import { b, code, i, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const versions = (value: number) => `${n(value)} ${plural(value, 'ru', ['вариант', 'варианта', 'вариантов'])}`

/** The screens on which a marketer composes, tests and approves an offer. Buttons: up to 18 characters. */
export const offerCards: typeof en = {
  unfinished: 'Есть неоконченные предложения. Продолжить одно из них или начать новое?',
  another: '➕ Начать новое',

  title: name => rich`📝 ${b(name)} · черновик сохранён`,
  goalRow: (goal, judged) => rich`1 Цель — ${goal} · смотрим, ${judged}`,
  whomRow: whom => rich`2 Кому — ${whom ?? i('выберите')}`,
  messageRow: message => rich`3 Сообщение — ${message ?? i('напишите')}`,
  versions: (written, wanted) => (written === wanted ? versions(wanted) : `${n(written)} из ${n(wanted)}`),
  buttonsRow: buttons => `4 Кнопки — ${buttons}`,
  noButtons: 'нет',
  whenRow: when => `5 Когда — ${when}`,
  now: 'сейчас',
  exceptFor: names => `, кроме: ${names}`,
  more: others => `и ещё ${n(others)}`,

  keys: {
    whom: '👥 Кому',
    message: '✉️ Сообщение',
    buttons: '🔘 Кнопки',
    when: '🕙 Когда',
    goal: '🎯 Цель',
    name: '✏️ Название',
    test: '👁 Тест',
    check: '📋 Проверить',
    discard: '🗑 Удалить',
    newSegment: '➕ Новый сегмент',
    leaveOut: '🚫 Исключить',
    forAll: 'Одно на всех',
    forEach: 'Каждому своё',
    order: '⇅ Порядок',
    same: '📋 Такое же',
    bare: '✂️ Только текст',
    noButtons: '🚫 Без кнопок',
    sendNow: '✅ Отправить',
    schedule: '✅ Запланировать',
    nowKey: '▶️ Сейчас',
    zone: '🌍 Часовой пояс',
  },

  goalAsked: name => rich`🎯 Для чего ${b(name)}? Цель решает, по чему судить об успехе.`,
  goalLine: (goal, judged) => rich`${b(goal)}: ${judged}`,

  nameAsked: name => rich`✏️ Сейчас это ${b(name)}. Пришлите другое название; подписчики его не видят.`,
  textAsked: 'Здесь нужны слова. Напишите их, пожалуйста.',

  whomAsked: '👥 Кому отправить? Отмечайте по порядку: кто отмечен раньше, тот важнее.',
  noSegments: 'Сохранённых сегментов пока нет: создайте сегмент или выберите всех.',
  leaveOutAsked: '🚫 Кому не отправлять, даже если они есть в других сегментах? Отметьте.',
  chosen: (place, name) => rich`${n(place)}. ${b(name)}`,
  leftOutLine: names => `🚫 Исключены: ${names}`,
  nobodyLeftOut: 'Пока никто не исключён.',
  part: (name, size) => (size === null ? b(name) : rich`${b(name)} ${n(size)}`),
  overlap: several =>
    several === 0
      ? 'Никто не попал сразу в два сегмента.'
      : `Сразу в нескольких — ${people(several)}: каждому достанется первое подходящее.`,
  total: size => rich`Всего ${b(people(size))}.`,
  modeAsked: 'Одно сообщение на всех или каждому сегменту своё?',
  orderAsked:
    '⇅ Кто попал в несколько сегментов, получит сообщение первого. Нажмите на сегмент, чтобы поднять его выше.',

  messageAsked: name => rich`✉️ ${b(name)}`,
  messageNow: what => `Сейчас: ${what}.`,
  sendIt:
    'Пришлите сообщение таким, каким его увидят люди: текст с оформлением либо фото, видео, анимацию или файл с подписью.',
  wordsKeep: 'Если прислать только текст, картинка и кнопки останутся.',
  versionAsked: (name, place, wanted) =>
    rich`${n(place)} из ${n(wanted)} · Пришлите сообщение для: ${b(name)}. Или нажмите на другой сегмент.`,
  versionsDone: 'У каждого сегмента есть сообщение. Нажмите, чтобы изменить.',
  versionsTap: 'Нажмите на сегмент, чтобы написать для него сообщение.',
  versionNow: name => rich`Сообщение для: ${b(name)}.`,
  taken: what => `✅ Принято: ${what}.`,
  takenFor: (name, what) => rich`✅ ${b(name)}: ${what}.`,
  placeholder: rich`${code('{first_name|друг}')} в тексте заменится именем.`,
  longestOf: (length, limit) => `С самым длинным именем — ${n(length)} из ${n(limit)} символов.`,
  longest: length => `с самыми длинными именами — ${n(length)}`,

  buttonsAsked: '🔘 Кнопки, общие для всех вариантов.',
  buttonsNow: lines => rich`Сейчас:\n${code(lines)}`,
  utmOn: '✅ UTM-метки',
  utmOff: '☐ UTM-метки',
  utmLine: campaign => `В ссылках будет utm_campaign=${campaign}.`,
  utmNone: 'Ссылки уйдут без UTM-меток.',

  whenAsked: (time, zone) =>
    `🕙 Сейчас ${time} (${zone}). Когда отправить? Нажмите или напишите: 24.12 10:00, завтра 10:00.`,
  whenNow: when => rich`Выбрано: ${b(when)}.`,
  today: time => `Сегодня ${time}`,
  tomorrow: time => `Завтра ${time}`,
  saturday: time => `Сб ${time}`,
  here: (time, zone) => ` (${time} ${zone})`,
  whenTaken: when => `✅ ${when}`,
  skipped: 'В эту ночь часы перескакивают через это время, поэтому взято время сразу после.',
  twice: 'В эту ночь часы показывают это время дважды; взято первое.',
  zoneAsked: zone =>
    rich`🌍 Время считается по поясу ${b(zone)}. Пришлите свой, например ${code('Europe/Samara')} или просто ${code('Samara')}.`,
  zoneUnknown: zone => `Не знаю пояса «${zone}». Напишите так: Europe/Samara, Asia/Almaty или UTC.`,
  zoneTaken: zone => `✅ Теперь время считается по поясу ${zone}.`,

  testNothing: 'Проверять пока нечего. Сначала напишите сообщение.',
  testHead: 'Тест',
  testHeadOf: name => rich`Тест · ${b(name)}`,
  testRefused: why => rich`❌ Telegram не принимает: ${code(why)}`,
  testUnreached: '❌ Не удалось связаться с Telegram. Повторите тест через минуту.',
  testBusy: '❌ Telegram просит подождать. Повторите тест через минуту.',
  testDone: 'Нажмите на кнопки в нём: я скажу, работают ли они. Тест нигде не учитывается.',
  testDoneMany: 'Нажмите на кнопки в них: я скажу, работают ли они. Тесты нигде не учитываются.',
  testPlain: 'Вот как это будет выглядеть. Тест нигде не учитывается.',
  testFailed: 'Исправьте то, что не принимает Telegram, и повторите тест.',
  buttonWorks: (place, address) => `✅ Кнопка ${place} работает → ${address}`,
  linkWorks: (words, address) => `✅ Ссылка «${words}» работает → ${address}`,

  checkTitle: name => rich`📋 ${b('Проверка перед отправкой')}: ${b(name)}`,
  missing: 'Ещё не готово. Нажмите на то, чего не хватает:',
  missingWhom: 'Никто не выбран.',
  missingMessage: 'Нет сообщения.',
  missingMessageFor: name => rich`Нет сообщения для: ${b(name)}.`,
  inSegments: size => `В сегментах: ${n(size)}`,
  leftOut: (size, reason) => `− ${n(size)} ${reason}`,
  reasons: {
    left_out: 'исключены вами',
    unsubscribed: 'отписались',
    paused: 'на паузе',
    blocked: 'заблокировали бота',
    deactivated: 'аккаунт удалён',
    cap: 'уже получили свою норму',
    too_late: 'получили бы слишком поздно',
  },
  willGet: size => rich`= ${b(`получат: ${n(size)}`)}`,
  nobody: 'Никто не получит это сообщение, поэтому отправить его нельзя. Выберите других людей.',
  first: when => `Первое: ${when}.`,
  atOnce: 'сразу',
  last: time => `Последнее: около ${time}.`,
  decided: time =>
    `Кому именно, решается в ${time}; если там не окажется никого или больше чем вдвое, я остановлюсь и спрошу вас.`,
  changed: (before, after) => `⚠️ Было ${n(before)}, теперь ${n(after)}. Посмотрите ещё раз.`,
  editedSince: '⚠️ С тех пор предложение изменилось. Посмотрите ещё раз.',
  noLinks: '⚠️ Судить будем по переходам, а нажимать не на что.',
  noLinksFor: names => `⚠️ Судить будем по переходам, а нажимать не на что: ${names}.`,

  discardAsked: name => rich`🗑 Удалить ${b(name)}? Вернуть будет нельзя.`,
  discarded: name => rich`🗑 ${b(name)} удалено. Начать новое: /new.`,
}
