import type { connectionCards as en } from '../en/connectionCards.js'
import { plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const times = (n: number): string => `${n} ${plural(n, 'ru', ['раз', 'раза', 'раз'])}`

/** Shops that are connected, so that orders come in by themselves. */
export const connectionCards: typeof en = {
  title: n => (n === 0 ? b('🔌 Подключения · пока нет') : b(`🔌 Подключения · ${n}`)),
  what: 'Новые заказы приходят сами, в течение минуты.',
  ownersOnly: 'Магазины подключает владелец бота.',
  row: (name, how) => rich`${b(name)} · ${how}`,
  add: (name, another) => (another ? `➕ ${name}` : name),
  open: (name, is) => `${{ works: '✅', waits: '⏳', trouble: '⚠️' }[is]} ${name}`,

  works: '✅ работает',
  lastFailed: '⚠️ последнее сообщение не удалось принять',
  waits: 'ждём первый заказ-проверку',
  knocked: 'ждём первый заказ',
  noSecretYet: 'остался шаг 2',
  troubled: { silent: '⚠️ молчит', refused: '⚠️ заказы не принимаются' },
  titleOf: (name, how) => rich`🔌 ${b(name)} · ${how}`,

  setup: {
    shopify: (name, address, _secret) =>
      lines([
        rich`🔌 ${b(name)} · шаг 1 из 2`,
        'В Shopify: «Settings → Notifications → Webhooks → Create webhook». Событие «Order creation», формат «JSON», адрес:',
        code(address),
        'То же для «Order update», «Order cancellation» и «Refund create».',
      ]),
    woocommerce: (name, address, secret) =>
      lines([
        rich`🔌 ${b(name)}`,
        'В WooCommerce: «Настройки → Дополнительно → Вебхуки → Добавить вебхук». Статус «Активен», тема «Заказ создан», адрес («URL доставки»):',
        code(address),
        rich`Секрет: ${code(secret)}`,
        'То же для «Заказ обновлён» и «Заказ удалён», с тем же секретом.',
      ]),
    tilda: (name, address, _secret, currency) =>
      lines([
        rich`🔌 ${b(name)}`,
        'В Tilda: «Настройки сайта → Формы», приёмщик «Webhook». Вставьте туда адрес:',
        code(address),
        'Потом на странице с корзиной отметьте этот приёмщик: блок корзины, «Контент», — и опубликуйте её. В настройках платёжных систем включите отправку данных только после оплаты: неоплаченный заказ не считается.',
        `Валюту Tilda не сообщает: суммы считаем в ${currency}, это валюта магазина в настройках.`,
        'Кто знает этот адрес, может присылать заказы, поэтому никому его не показывайте.',
      ]),
  },
  needsHttps:
    '⚠️ Магазины обращаются только к адресам на https, а бот стоит на http. Сначала поставьте сертификат и исправьте PUBLIC_URL.',
  isShut: '⚠️ Сейчас бот снаружи не отвечает, поэтому и заказы из магазина не доходят.',

  secretAsked: name =>
    lines([
      rich`🔌 ${b(name)} · шаг 2 из 2`,
      'Под списком «Webhooks» в Shopify есть строка «Your webhooks will be signed with …». Пришлите, что там стоит; ваше сообщение я удалю.',
    ]),
  secretKnown: 'Секрет уже есть: присланный его заменит.',
  noSecret: 'Это не похоже на секрет магазина. Скопируйте всю строку из букв и цифр и пришлите её одну.',
  secretKept: '✅ Секрет сохранён, ваше сообщение удалено.',
  sendSecret: 'Не хватает строки «signed with …»: без неё заказ вашего магазина не отличить от поддельного.',
  howToTry: {
    shopify: 'Нажмите «Send test notification» рядом с ним в Shopify или дождитесь заказа.',
    woocommerce: 'Сохраните его в WooCommerce и дождитесь заказа — или сделайте пробный.',
    tilda: 'Tilda обратится сюда, когда вы добавите приёмщик. Потом дождитесь заказа — или сделайте пробный.',
  },
  hasKnocked: 'WooCommerce нашёл этот адрес ✅ Верен ли секрет, покажет первый заказ.',

  last: (when, what, took) =>
    took === null
      ? rich`Последнее сообщение: ${when}, ${what}`
      : rich`Последнее сообщение: ${when}, ${what}, разобрано за ${took} мс`,
  called: {
    order: id => `заказ ${id}`,
    test: id => (id === null ? 'проверка' : `заказ ${id} (проверка)`),
    nothing: 'ничего нового',
    failed: 'не удалось принять',
    waits: 'разбираем',
  },
  counts: (today, week, errors) => `Заказов сегодня ${today} · за 7 дней ${week} · ошибок ${errors}`,
  old: 'Прежних заказов здесь нет: один раз пришлите выгрузку.',

  forged: {
    shopify: (n, since) =>
      `⚠️ Неверная подпись, ${times(n)} с ${since}: секрет от другого магазина. Пришлите его ещё раз.`,
    other: (n, since) =>
      `⚠️ Неверная подпись, ${times(n)} с ${since}: в магазине стоит другой секрет. Скопируйте его отсюда ещё раз.`,
  },
  early: n => `⚠️ Магазин уже обращался (${times(n)}), но его секрета пока нет, и заказы не приняты.`,
  silent: (hours, usual, name) =>
    `⚠️ Ничего уже ${hours} ч${usual === null ? '' : `, обычно ${usual} в день`}: проверьте, не удалён и не выключен ли «Вебхук» в ${name}.`,
  failure: (what, n, last) => `⚠️ ${what} · ${times(n)}, последний — ${last}`,
  failed: {
    not_read: 'Пришёл не заказ, а что-то непонятное: проверьте, что выбран формат JSON',
    id: 'Заказ без номера',
    at: 'Заказ без времени',
    future: 'Заказ из будущего: проверьте часы магазина',
    past: 'Заказ раньше 1990 года',
    total: 'Заказ без суммы',
    refunded: 'Вернули больше, чем заплачено',
    discount: 'Скидка, какой не бывает',
    currency: 'Валюта незнакома или не та, что у заказа',
    promo_code: 'Слишком длинный промокод',
    lines: 'Товары, каких не бывает',
    customer: 'Не понять, чей заказ',
    fault: 'Не принято из-за моей ошибки: она в журнале',
  },

  noOrderYet: name => rich`🧪 Из ${b(name)} ещё не принято ни одного заказа.`,
  order: (id, status) => rich`🧪 ${b(`Заказ ${id}`)} · ${status}`,
  orderAt: (made, told) => `Сделан ${made} · сообщили ${told}`,
  orderSum: (sum, refunded, discount, promo) =>
    [
      `Сумма ${sum}`,
      refunded === null ? null : `возвращено ${refunded}`,
      discount === null ? null : `скидка ${discount}`,
      promo === null ? null : `промокод ${promo}`,
    ]
      .filter(part => part !== null)
      .join(' · '),
  statuses: { paid: 'оплачен', pending: 'ещё не оплачен', cancelled: 'отменён', refunded: 'возврат' },
  line: (product, quantity, price) => `• ${product} × ${quantity}${price === null ? '' : ` · ${price}`}`,
  moreLines: n => `… и ещё ${n} ${plural(n, 'ru', ['товар', 'товара', 'товаров'])}`,
  inBot: name => rich`Есть в боте: ${b(name)}`,
  notInBot: 'В боте пока не найден; свяжем, когда придёт',

  renewAsked: {
    woocommerce: name =>
      rich`Сделать новый секрет для ${b(name)}? Пока вы не вставите его в WooCommerce, заказы приниматься не будут.`,
    tilda: name => rich`Сделать новый адрес для ${b(name)}? Пока вы не вставите его в Tilda, заказы не дойдут.`,
  },
  renewed: {
    woocommerce: '✅ Вот новый секрет; прежний больше не действует.',
    tilda: '✅ Вот новый адрес; прежний никуда не ведёт.',
  },
  removeAsked: name =>
    rich`Отключить ${b(name)}? Заказы останутся, новые приходить перестанут. «Вебхук» в магазине тоже удалите.`,
  removed: name => rich`✅ ${b(name)} отключён. Его заказы остались.`,

  retail: lines([
    b('🔌 retailCRM'),
    'retailCRM присылает то, что велено его триггерам. Я сделаю ключ, по которому можно передавать заказы, и текст для триггера.',
  ]),
  retailMade: (address, key, template) =>
    lines([
      b('🔌 retailCRM'),
      'В retailCRM, раздел «Триггеры»: создайте триггер на событие «Изменение заказа» с действием HTTP-запрос, метод POST, адрес:',
      code(address),
      rich`Заголовок Authorization: ${code(`Bearer ${key}`)}`,
      'Тело запроса, в формате JSON:',
      code(template),
      'В два списка впишите коды своих статусов: где деньги пришли и где уже не придут.',
      'Ключ показан один раз; кнопка «Готово» удалит его из чата.',
    ]),

  need: { silent: name => `🔌 ${name} молчит`, refused: name => `🔌 ${name}: не принимаем` },

  keys: {
    retail: 'retailCRM',
    api: 'Другой, по API',
    copy: '📋 Копировать',
    copySecret: '📋 Секрет',
    copyKey: '📋 Ключ',
    toSecret: '➡️ Готово, дальше',
    done: '➡️ Готово',
    refresh: '🔄 Обновить',
    setup: '📋 Адрес',
    secret: '🔑 Прислать',
    again: '🔑 Прислать снова',
    how: '❓ Что делать',
    old: '📥 Старые заказы',
    look: '🧪 Последний',
    newSecret: '🔑 Новый ключ',
    newAddress: '🔑 Новый адрес',
    remove: '🗑 Отключить',
    removeYes: '🗑 Да, отключить',
    renewYes: '🔑 Сделать',
    makeKey: '🔑 Сделать ключ',
    person: '👤 Кто это',
  },
}
