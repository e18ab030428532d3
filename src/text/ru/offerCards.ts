import type { offerCards as en } from '../en/offerCards.js'
import { count, plural } from '../format.js'
import { b, code, i, type Piece, rich } from '../rich.js'
import { offerTests } from './offerTests.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`
const daysAfter = (value: number) => `${n(value)} ${plural(value, 'ru', ['дня', 'дней', 'дней'])}`
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
/** After so many hours. */
const after = (hours: number) => (hours % 24 === 0 ? days(hours / 24) : `${n(hours)} ч`)
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
  partLate: name => rich`⚠️ Эта часть альбома пришла, когда «${b(name)}» уже подтвердили: люди получат альбом без неё.`,
  albumPlain: '🖼 У альбома нет кнопок. Под подписью стоит «🔕 /settings».',
  albumLinked: '🖼 У альбома нет кнопок: ссылки встанут строками под подписью, за ними «🔕 /settings».',
  albumActs: labels =>
    `Под альбомом кнопок не бывает, поэтому этим там не место: ${labels}. Уберите их или пришлите одно фото или видео.`,
  albumCode: name =>
    `Под альбомом код кнопкой не показать${name}. Впишите {code} в подпись или пришлите одно фото или видео.`,
  albumContact: name => `Под альбомом нельзя дать свой номер${name}. Пришлите одно фото, видео или текст.`,
  albumLinks: (over, name) => `Вместе со ссылками подпись альбома длиннее на ${n(over)}${name}. Сократите её.`,
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
  telegramDirect: 'Ссылки внутрь Telegram открываются прямо в приложении, клики по ним не считаются.',
  telegramTracked: 'Клики по ссылкам внутрь Telegram считаются, но открываются они через браузер.',
  utmLine: campaign => `В ссылках будет utm_campaign=${campaign}.`,
  utmNone: 'Ссылки уйдут без UTM-меток.',

  whenAsked: (time, zone) =>
    `🕙 Сейчас ${time} (${zone}). Когда отправить? Нажмите или напишите: 24.12 10:00, пт 18:30, через 2 часа.`,
  whenNow: (when, limit) => rich`Выбрано: ${b(limit === null ? when : `${when}, не позже ${limit}`)}.`,
  usualHour: 'Час вы не назвали, поэтому 10:00.',
  clockAsked: hour => rich`${b(hour)} по каким часам?`,
  clockRemembered: 'Я запомню ответ; сменить его можно на экране «Когда».',
  byOwnClock: when => `${when} по часам каждого`,
  ownClockLine: when => `🌍 ${when} по часам каждого.`,
  clockUnknown: size => `Чьи часы неизвестны, получат по часам бота: ${people(size)}.`,
  hourPassed: (size, hour) => `У некоторых ${hour} уже прошло, они получат сразу: ${people(size)}.`,
  untilAsked: zone =>
    `⏳ Кто не получит к этому времени, не получит вовсе. Нажмите или напишите (время: ${zone}): 21:00, завтра 12:00.`,
  untilNow: until => rich`Сейчас: не позже ${b(until)}.`,
  deadlineRow: until => `⏰ Действует до — ${until}, каждый видит по своим часам`,
  nudgeRow: hours => `🔔 Напоминание — через ${after(hours)}, тем, кто ничего не нажал`,
  nudgeName: name => `${name} · напоминание`,
  nudgeAsked: name =>
    rich`🔔 Кто получит предложение «${b(name)}» и ничего в нём не нажмёт, получит второе сообщение с цитатой первого. Через сколько?`,
  nudgeAfter: hours => `Через ${after(hours)}`,
  nudgeHint:
    'Пришлите его текст, каким его увидят люди; кнопки будут те же. Оно считается отдельным сообщением и приходит, только пока предложение действует.',
  nudgeUsual: '🔔 Напоминаем: предложение ещё действует.',
  nudgeOnce: 'У того, что отправляется снова и снова, напоминаний между отправками нет. Уберите напоминание.',
  nudgeTooLate: 'Напоминание пришло бы уже после окончания срока.',
  pinnedRow: '📌 Закрепляется в чате',
  pinRow: 'Закрепить',
  pinChanged: { on: 'да', off: 'нет' },
  deadlineName: 'Действует до',
  noDeadline: 'без срока',
  deadlineAsked: (name, zone) =>
    rich`⏰ До какого времени действует предложение «${b(name)}»? Нажмите или напишите (время: ${zone}): воскресенье 21:00, 24.12 23:59.`,
  deadlineNow: until => rich`Сейчас: до ${b(until)}.`,
  deadlineHint: rich`Каждый видит срок по своим часам: там, где в сообщении стоит ${code('{до}')}, или строкой под текстом. Потом больше никто ничего не получит, а на кнопках будет «Уже закончилось».`,
  untilMissing: rich`В сообщении есть ${code('{до}')}, а срока у предложения нет.`,
  deadlineTooEarly: 'Срок закончится раньше начала.',
  deadlineTooLong: name => `Вместе со строкой о сроке сообщение слишком длинное для Telegram${name}.`,
  endsTooEarly: 'Срок наступит раньше начала.',
  today: time => `Сегодня ${time}`,
  tomorrow: time => `Завтра ${time}`,
  saturday: time => `Сб ${time}`,
  here: (time, zone) => ` (${time} ${zone})`,
  whenTaken: when => `✅ ${when}`,
  skipped: 'В эту ночь часы перескакивают через это время, поэтому взято время сразу после.',
  twice: 'В эту ночь часы показывают это время дважды; взято первое.',
  zoneAsked: zone =>
    rich`🌍 Время считается по поясу ${b(zone)}. Пришлите свой, например ${code('Europe/Samara')} или просто ${code('Самара')}.`,
  zoneUnknown: zone => `Не знаю пояса «${zone}». Напишите так: Europe/Samara, Asia/Almaty или UTC.`,
  zoneTaken: zone => `✅ Теперь время считается по поясу ${zone}.`,
  ...offerTests,

  checkTitle: name => rich`📋 ${b('Проверка перед отправкой')}: ${b(name)}`,
  missing: 'Ещё не готово. Нажмите на то, чего не хватает:',
  missingWhom: 'Никто не выбран.',
  missingMessage: 'Нет сообщения.',
  missingMessageFor: name => rich`Нет сообщения для «${b(name)}».`,
  inSegments: size => `В сегментах: ${n(size)}`,
  leftOut: (size, reason) => `− ${n(size)} ${reason}`,
  reasons: {
    left_out: 'исключены вами',
    erased: 'просили забыть их',
    unsubscribed: 'отписались',
    paused: 'на паузе',
    blocked: 'заблокировали бота',
    deactivated: 'аккаунт удалён',
    control: 'контрольная группа квартала',
    cap: 'уже получили свою норму',
    less_often: 'просили реже и своё уже получили',
    topic: 'не хотят получать об этом',
    quiet: 'в это время у них тихие часы',
    too_late: 'получили бы слишком поздно',
    no_code: 'не хватит промокодов',
    asked: 'уже ответили или получили другой вопрос',
    ended: 'уже вышли из цепочки',
    late: 'получили бы с опозданием на дни',
    only_if: 'не подходят под условие сообщения',
  },
  hadTheirs: cap => `уже получили своё (${cap})`,
  willGet: size => rich`= ${b(`${n(size)} ${plural(size, 'ru', ['получит', 'получат', 'получат'])}`)}`,
  nobody: 'Никто не получит это сообщение, поэтому отправить его нельзя. Выберите других людей.',
  first: when => `Первое: ${when}.`,
  atOnce: 'через минуту после отправки',
  quietUntil: when => `🌙 Тихие часы: рассылка ждёт до ${when}.`,
  quietSilent: (size, all) =>
    all
      ? '🔕 В это время тихие часы: придёт без звука.'
      : `🔕 Тихие часы у части людей (${people(size)}): им придёт без звука.`,
  quietFor: (size, when) => `🌙 Тихие часы у части людей (${people(size)}): последние из них получат ${when}.`,
  quietMeanwhile: when => `🌙 Посередине тихие часы: остальные получат начиная с ${when}.`,
  notLater: until => `Не позже ${until}.`,
  someTooLate: size => `⚠️ Не уложимся в срок: примерно ${people(size)} ничего не получат.`,
  overlong: (size, names, { worst, limit }) =>
    `⚠️ С именем текст не помещается — ${people(size)} (${names}): до ${n(worst)} из ${n(limit)} символов. Имя сократится; чтобы оно осталось целым, сократите текст.`,
  overlongFields: (size, names, { worst, limit }) =>
    `⚠️ С полями текст не помещается — ${people(size)} (${names}): до ${n(worst)} из ${n(limit)} символов. Вместо полей там будут слова после |; чтобы поля поместились, сократите текст.`,
  bareField: (field, size) =>
    `⚠️ Не заполнено {${field}} — ${people(size)}: на этом месте будет пусто. Напишите, что им прочесть: {${field}|…}.`,
  lineTooLong: (over, name) => `Вместе со строкой магазина сообщение длиннее на ${n(over)}${name}. Сократите его.`,
  noRoomForLine:
    'Под каждым предложением стоит строка магазина, а у видеокружка нет места для слов. Пришлите сообщение другого вида.',
  firstTooLong: (over, line) =>
    `Для тех, кого перенесли, текст длиннее на ${n(over)}: над ним стоит первая строка, ${n(line)} знаков. Сократите его.`,
  alsoGet: (size, offer, when) => `⚠️ Из них ${people(size)} получат и «${offer}»: ${when}.`,
  linksShut: '⚠️ Ссылки не открываются снаружи, поэтому отправить пока нельзя. Почему, покажет /admin.',
  goesAt: (name, time, size) => rich`🚀 «${b(name)}» уйдёт в ${b(time)}, получат: ${n(size)}.`,
  undone: '↩️ Отменено: ничего не отправлено.',
  begunAlready: 'Рассылка уже началась. Кнопки есть на её карточке.',
  last: time => `Последнее: около ${time}.`,
  decided: time =>
    `Кто именно получит, определится в ${time}. Если не найдётся никого или людей станет вдвое больше, я остановлюсь и спрошу вас.`,
  changed: (before, after) => `⚠️ Было ${n(before)}, теперь ${n(after)}. Посмотрите ещё раз.`,
  editedSince: '⚠️ С тех пор предложение изменилось. Посмотрите ещё раз.',
  noLinks: '⚠️ Для этой цели нужны переходы, а нажимать не на что.',
  noLinksFor: names => `⚠️ Для этой цели нужны переходы, а нажимать не на что: ${names}.`,

  discardAsked: name => rich`🗑 Удалить «${b(name)}»? Вернуть будет нельзя.`,
  discarded: name => rich`🗑 «${b(name)}» удалено. Начать новое: /new.`,
}
