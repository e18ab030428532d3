import type { offerCards as en } from '../en/offerCards.js'
import { count, plural } from '../format.js'
import { b, code, i, type Piece, rich } from '../rich.js'
import { check } from './offerCards/check.js'
import { when } from './offerCards/when.js'
import { offerTests } from './offerTests.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`
const daysAfter = (value: number) => `${n(value)} ${plural(value, 'ru', ['дня', 'дней', 'дней'])}`
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const versions = (value: number) => `${n(value)} ${plural(value, 'ru', ['сообщение', 'сообщения', 'сообщений'])}`

/** The screens on which a marketer composes and approves an offer; `offerTests` has its tests. Buttons: up to 18 characters. */
export const offerCards: typeof en = {
  anOffer: 'Предложение?',
  replaceAsked: (name: string) => rich`Для «${b(name)}» сообщение уже есть. Поставить это вместо него?`,
  sentGone: 'Я больше не вижу этого сообщения. Пришлите его ещё раз.',
  kept: name => rich`📥 Сохранено: «${b(name)}». Найти можно через /new.`,
  sendOrTap: 'Пришлите сообщение таким, каким его увидят люди, или начните с любой кнопки.',
  takenOver: (name, who) => rich`📝 ${b(name)} · сейчас с ним работает ${who}.`,
  changedBy: who =>
    rich`⚠️ Сейчас это предложение правит ${b(who)}, поэтому ваш последний шаг не принят. Вот что есть теперь — продолжайте отсюда.`,
  wasOpenBy: who => rich`Его всё ещё правит ${b(who)}.`,

  unfinished: 'Есть незаконченные предложения. Продолжить одно из них или начать новое?',
  another: '➕ Начать новое',

  title: name => rich`📝 ${b(name)} · черновик сохранён`,
  changingTitle: (name: string, when: string) =>
    rich`📝 ${b(name)} · назначена на ${when} · ${b('пока открыто, не уйдёт')}`,
  changingDue: '⏰ Её время прошло. Она ждёт и не уйдёт никому, пока вы не запланируете.',
  changedRow: (what: string, was: Piece, now: Piece) => rich`${what}: ${was} → ${b(rich`${now}`.text)}`,
  changedTitle: (name: string) => rich`📋 ${b('Что меняется')}: ${b(name)}`,
  restAsApproved: 'Остальное без изменений.',
  nothingChanged: 'Ничего не изменено.',
  rows: {
    goal: 'Цель',
    whom: 'Кому',
    message: 'Сообщение',
    buttons: 'Кнопки',
    when: 'Когда',
    kind: 'Вид',
    name: 'Название',
    people: 'Получателей',
  },
  nowEnds: (limit: string | null): string => (limit === null ? 'без крайнего срока' : `не позже ${limit}`),
  usualTurn: 'в общем порядке',
  goesFirst: 'вне очереди',
  editKept: '✏️ В предложении остаются слова, присланные для него позже.',
  editTaken: '✏️ Вы изменили сообщение, предложение изменилось вместе с ним.',
  editedApproved: (name: string) =>
    rich`✏️ «${b(name)}» уже запланировано: правка вашего сообщения не меняет того, что получат люди.`,
  editedSent: (name: string) =>
    rich`✏️ «${b(name)}» уже отправляется или отправлено: правка вашего сообщения не меняет того, что есть у людей.`,
  goalRow: (goal, judged) => rich`1 Цель — ${goal} · смотрим, ${judged}`,
  whomRow: whom => rich`2 Кому — ${whom ?? i('выберите')}`,
  whomReminded: 'кто получил первое и ничего не нажал',
  messageRow: message => rich`3 Сообщение — ${message ?? i('напишите')}`,
  versions: (written, wanted) => (written === wanted ? versions(wanted) : `${n(written)} из ${n(wanted)}`),
  buttonsRow: buttons => `4 Кнопки — ${buttons}`,
  noButtons: 'нет',
  whenRow: (when, limit) => `5 Когда — ${when}${limit === null ? '' : `, не позже ${limit}`}`,
  serviceRow: '📦 О заказе: уходит в любое время и не входит ни в чью недельную норму.',
  urgentRow: '⚡ Идёт впереди других рассылок.',
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
    asItWas: '↩️ Как было',
    test: '👁 Тест',
    check: '📋 Проверить',
    discard: '🗑 Удалить',
    start: '✍️ Начать',
    keep: '📥 На потом',
    replace: '✉️ Заменить',
    open: '📝 Открыть',
    openHere: '📝 Открыть здесь',
    kind: { marketing: '📣 Реклама', service: '📦 О заказе', survey: '📝 Анкета' },
    newSegment: '➕ Новый сегмент',
    leaveOut: '🚫 Исключить',
    forAll: 'Одно на всех',
    forEach: 'Каждому своё',
    order: '⇅ Порядок',
    same: '📋 Такое же',
    keepIt: '✅ Оставить',
    bare: '✂️ Только текст',
    noButtons: '🚫 Без кнопок',
    actions: '⚡ Ещё действия',
    otherButtons: '🔀 Для одного',
    asOthers: '↩️ Как у всех',
    sendNow: '✅ Отправить',
    schedule: '✅ Запланировать',
    nowKey: '▶️ Сейчас',
    oneClock: zone => `${zone}, все сразу`,
    ownClock: 'У каждого свои',
    byOwnClock: 'По своим часам',
    zone: '🌍 Часовой пояс',
    until: '⏳ Не позже',
    deadline: '⏰ Действует до',
    nudge: '🔔 Напомнить',
    noNudge: '🚫 Не напоминать',
    pin: on => `${on ? '✅' : '📌'} Закрепить`,
    urgent: 'Срочно',
    noEnd: '♾ Без срока',
    testAs: '👤 От лица другого',
    testPeople: others => `👥 Тестерам · ${n(others)}`,
    again: '🔁 Ещё раз',
    undo: '↩️ Вернуть',
    atOnce: '▶️ Сразу',
  },

  kinds: { marketing: 'Реклама', service: 'О заказе', survey: 'Анкета' },
  kindAsked: name => rich`Что такое «${b(name)}»?`,
  capWords: (perDay, perWeek) =>
    perDay === null && perWeek === null
      ? 'без ограничений'
      : [perDay === null ? null : `${n(perDay)} в день`, perWeek === null ? null : `${n(perWeek)} в неделю`]
          .filter(words => words !== null)
          .join(' и '),
  hours: (from, to, zone) => `${from}–${to} ${zone}`,
  marketingMeans: (cap, hours, way) => {
    const often = cap === null ? 'сколько их получит каждый, не ограничено' : `каждому не чаще чем ${cap}`
    const then = { hold: 'ждёт', silently: 'приходит без звука', drop: 'не приходит' }[way]
    return `${often}${hours === null ? '' : `; в тихие часы (${hours}) ${then}`}.`
  },
  serviceMeans:
    'то, чего люди ждут: новости об их заказе. Без ограничений, без тихих часов, в норму не входит. Придёт и тем, кто отписался или на паузе, поэтому без рекламы.',

  goalAsked: name => rich`🎯 Для чего «${b(name)}»? По цели потом и судим об успехе.`,
  goalLine: (goal, judged) => rich`${b(goal)}: ${judged}`,
  windows: {
    days,
    keys: {
      window: n => `📆 Срок ${days(n)}`,
      click: n => `👆 Переход ${days(n)}`,
      seen: n => `👁 Видели ${days(n)}`,
    },
    counts: n => `Действия людей засчитываются ${days(n)} после рассылки.`,
    orders: (click, seen) =>
      `Заказ считаем сделанным после неё: по её промокоду, до ${daysAfter(click)} после перехода и до ${daysAfter(seen)} после того, как её точно видели.`,
    asked: {
      window: (name, now) =>
        rich`📆 Сколько дней засчитывать то, что люди делают после «${b(name)}»? Сейчас ${b(now)} с её окончания; потом отчёт окончательный.`,
      click: (name, now) =>
        rich`👆 Сколько дней после последнего перехода из «${b(name)}» заказ ещё засчитывается? Сейчас ${b(now)}.`,
      seen: (name, now) =>
        rich`👁 Сколько дней после того, как «${b(name)}» точно видели, заказ ещё засчитывается? Сейчас ${b(now)}.`,
    },
    usual: n => `Как обычно: ${days(n)}`,
    unread: 'Нужно число дней от 1 до 90, например 10.',
    back: '← Цель',
  },

  nameAsked: name => rich`✏️ Сейчас называется «${b(name)}». Пришлите другое название; подписчики его не видят.`,

  whomAsked: '👥 Кому отправить? Отмечайте по порядку: кто отмечен раньше, тот важнее.',
  noSegments: 'Сохранённых сегментов пока нет: создайте сегмент или выберите всех.',
  leaveOutAsked: '🚫 Кому не отправлять, даже если они есть в других сегментах? Отметьте.',
  chosen: (place, name) => rich`${n(place)}. ${b(name)}`,
  leftOutLine: names => `🚫 Исключены: ${names}`,
  nobodyLeftOut: 'Пока никто не исключён.',
  part: (name, size) => (size === null ? b(name) : rich`${b(name)} ${n(size)}`),
  estimated: apart =>
    `≈ Это оценка: точный подсчёт слишком долгий, спросили одного из ${n(apart)}. Проверка посчитает всех.`,
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
    'Пришлите сообщение таким, каким его увидят люди: текст с оформлением, фото, видео, анимацию, файл, музыку или голосовое с подписью, альбом, видеокружок, опрос или викторину.',
  actionsAsked: rich`⚡ Кнопка умеет не только открывать адрес. Пришлите такие строки — они добавятся под те кнопки, что уже есть:`,
  actionField: example => rich`Записать что-то в поле тому, кто нажал:\n${code(example)}`,
  actionToday: example => rich`Записать в дату день нажатия:\n${code(example)}`,
  actionQuestion: example => rich`Задать вопрос из анкеты:\n${code(example)}`,
  actionNoFields: 'Полей, куда можно записать, пока нет: сначала создайте поле.',
  actionNoQuestions: 'В анкете пока нет вопросов, которые могла бы задать кнопка.',
  actionExamples: { yes: 'Приду', pick: 'Это моё', today: 'Был у вас', ask: 'Ответить' },
  actionSet: (field, value) => `поле ${field} = ${value}`,
  actionSetsToday: field => `поле ${field} = сегодня`,
  actionTopic: example => rich`Выбрать тему, о которой писать:\n${code(example)}`,
  actionAbout: (topic, wants) => `тема ${topic}${wants ? '' : ' = нет'}`,
  actionAsks: question => `вопрос ${question}`,
  actionGone: 'больше ничего',
  addField: '➕ Новое поле',
  addQuestion: '➕ Новый вопрос',
  wordsKeep: 'Если прислать только текст, картинка и кнопки останутся.',
  versionAsked: (name, place, wanted) =>
    rich`${n(place)} из ${n(wanted)} · Пришлите сообщение для «${b(name)}». Или нажмите на другой сегмент.`,
  versionsDone: 'У каждого сегмента есть сообщение. Нажмите, чтобы изменить.',
  versionNow: name => rich`Сообщение для «${b(name)}».`,
  taken: what => `✅ Принято: ${what}.`,
  partRefused: why => `⚠️ Эта часть альбома в предложение не вошла. ${why}`,
  albumWaits: why => `⚠️ Остальной альбом в предложение пока не вошёл. ${why} Исправьте подпись, и он войдёт целиком.`,
  partLate: name => rich`⚠️ Эта часть альбома пришла, когда «${b(name)}» уже подтвердили: люди получат альбом без неё.`,
  albumPlain: '🖼 У альбома нет кнопок. Под подписью стоит «🔕 /settings».',
  albumLinked: '🖼 У альбома нет кнопок: ссылки встанут строками под подписью, за ними «🔕 /settings».',
  albumActs: labels =>
    `Под альбомом кнопок не бывает, эти показать не получится: ${labels}. Уберите их или пришлите одно фото или видео.`,
  albumCode: name =>
    `Под альбомом код кнопкой не показать${name}. Впишите {code} в подпись или пришлите одно фото или видео.`,
  albumContact: name => `Под альбомом нельзя поделиться номером${name}. Пришлите одно фото, видео или текст.`,
  albumLinks: (over, name) =>
    `Вместе со ссылками подпись альбома длиннее, чем можно, на ${n(over)} ${plural(over, 'ru', ['символ', 'символа', 'символов'])}${name}. Сократите её.`,
  takenFor: (name, what) => rich`✅ ${b(name)}: ${what}.`,
  keepOrSend:
    'Ваше сообщение уже здесь. Оставьте его или пришлите другое. Если прислать только текст, картинка и кнопки останутся.',
  opens: (address, title) => (title === null ? `✅ ${address} открывается` : `✅ ${address} открывается: «${title}»`),
  opensBare: address => `✅ ${address} открывается, но без UTM-меток. С ними — нет, поэтому отправлю без меток.`,
  buttonsTaken: count => `🔘 Взял из поста кнопки: ${n(count)}.`,
  buttonsKept: count => `🔘 В посте есть кнопки (${n(count)}), но у предложения уже есть свои. Оставил свои.`,
  buttonsLeft: count => `🔘 Не взял из поста кнопки: ${n(count)}. В предложении кнопки могут только открывать ссылки.`,
  emojiFlat: '✨ Премиум-эмодзи: этому боту Telegram разрешает только обычные, их и увидят люди.',
  doesNotOpen: (address, why) => `⚠️ ${address} у меня не открылся: ${why}`,
  notOpening: {
    unknown_host: 'такого сайта нет.',
    private: 'адрес ведёт во внутреннюю сеть.',
    unreached: 'там никто не отвечает.',
    certificate: 'сертификат сайта недействителен.',
    slow: 'страница открывалась дольше 5 с.',
    redirects: 'страница без конца перенаправляет дальше или ведёт не на сайт.',
    broken: 'ответ оборвался.',
    status: status =>
      status === 404
        ? 'такой страницы нет (404).'
        : `сайт отвечает кодом ${status}. Проверьте, открывается ли он у вас.`,
  },
  notOpened: others => `Остальные (${n(others)}) я не открывал.`,
  inAllVersions: all => `Во всех сообщениях: ${n(all)}.`,
  placeholder: rich`${code('{first_name|друг}')} в тексте заменится именем, а ${code('{Город|ваш город}')} — полем.`,
  longestOf: (length, limit) => `С самым длинным именем — ${n(length)} из ${n(limit)} символов.`,

  buttonsAsked: '🔘 Кнопки, общие для всех сообщений.',
  buttonsNow: lines => rich`Сейчас:\n${code(lines)}`,
  butFor: names => `; другие: ${names}`,
  whoseButtons: '🔘 У какого сообщения кнопки будут другими?',
  buttonsOf: name => rich`🔘 Кнопки только сообщения для «${b(name)}».`,
  otherFor: names => `Свои, другие: ${names}.`,
  utmOn: '✅ UTM-метки',
  utmOff: '☐ UTM-метки',
  telegramOn: '✅ Считать ссылки Telegram',
  telegramOff: '☐ Считать ссылки Telegram',
  telegramDirect: 'Ссылки внутрь Telegram открываются прямо в приложении, переходы по ним не считаются.',
  telegramTracked: 'Переходы по ссылкам внутрь Telegram считаются, но открываются они через браузер.',
  utmLine: campaign => `В ссылках будет utm_campaign=${campaign}.`,
  utmNone: 'Ссылки уйдут без UTM-меток.',

  ...offerTests,
  ...when,
  ...check,
}
