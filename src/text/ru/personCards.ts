import type { personCards as en } from '../en/personCards.js'
import { count } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

/** One person: what is known of them, and what can be done. */
export const personCards: typeof en = {
  door: '👤 Люди',
  asked: () =>
    lines([
      b('👤 Кого показать?'),
      'Пришлите имя или его часть, @имя, id, телефон, контакт или перешлите сообщение этого человека.',
    ]),
  unreadable: 'Не могу понять, о ком речь. Пришлите имя, @имя, id, телефон, контакт или пересланное сообщение.',
  hidden: 'Telegram скрывает, кто написал это сообщение. Пришлите @имя, id или контакт.',
  unknown: 'Этот человек не нажимал «Старт» в боте, и о нём ничего не известно.',
  nobody: words => rich`🔎 Никого не нашлось: ${b(words)}. Попробуйте другую часть имени.`,
  found: (words, total) => rich`🔎 ${b(words)} · ${count(total, 'ru')}`,

  title: (name, username) => rich`👤 ${b(name)}${username === null ? '' : ` · @${username}`}`,
  id: id => rich`id ${code(id)}`,
  active: '🟢 Можно написать',
  paused: until => `⏸ На паузе до ${until}`,
  unsubscribed: since => `⛔ Без предложений с ${since}`,
  blocked: since => `🚫 Бот заблокирован с ${since}`,
  deactivated: since => `🚫 Аккаунт удалён, известно с ${since}`,
  consent: (since, version) => `Согласие: ${since}${version === null ? '' : `, версия текста ${version}`}`,
  source: (first, last) =>
    `Первый источник: ${first ?? 'без ссылки'}${last === null || last === first ? '' : `, последний: ${last}`}`,
  language: (tag, premium) => `Язык: ${tag ?? 'неизвестен'}${premium ? ' · Premium' : ''}`,
  phone: number => `Телефон ${number}`,
  zone: zone => `Часовой пояс ${zone}`,
  step: (name, why) => `🪜 ${name}${why === null ? '' : `: ${why}`}`,
  because: {
    answer: topic => `ответ на тему «${topic}»`,
    click: topic => `переход по теме «${topic}»`,
    clicks: topic => `два перехода по теме «${topic}»`,
    order: 'есть заказ',
    override: reason => `указала команда: ${reason}`,
  },
  rfm: (scores, group) => `⭐ ${scores} · ${group}`,
  rfmBecause: (day, orders, money) => `последний заказ ${day} · заказов за период: ${count(orders, 'ru')} · ${money}`,

  keys: { fields: '🧾 Поля', messages: '📨 Сообщения', orders: '🛒 Заказы', segments: '👥 Сегменты' },
  fields: name => rich`🧾 ${b(name)}: поля`,
  noFields: 'Пока ничего не известно.',
  field: (name, value, from, at) => rich`${b(name)}: ${value}\n${from} · ${at}`,
  claim: (value, from, at) => `   иначе: ${value} · ${from} · ${at}`,
  messages: name => rich`📨 ${b(name)}: сообщения`,
  noMessages: 'Сообщений пока не было.',
  message: (offer, what, at) => rich`${b(offer)}\n${what} · ${at}`,
  states: {
    queued: 'ждёт отправки',
    sending: 'отправляется',
    sent: 'доставлено',
    failed: 'не доставлено',
    uncertain: 'Telegram не ответил',
    skipped: 'не отправлено',
  },
  takenBack: 'удалено из чата',
  orders: name => rich`🛒 ${b(name)}: заказы`,
  noOrders: 'Заказов не видно. Возможно, нет связи с клиентом из CRM.',
  order: (money, at, notes) => rich`${b(money)} · ${at}${notes.map(note => ` · ${note}`).join('')}`,
  cancelled: 'отменён',
  refunded: money => `возврат ${money}`,
  otherCurrency: 'другая валюта, в суммы не входит',
  line: (product, quantity) => `   ${product} × ${count(quantity, 'ru')}`,
  segments: (name, total) => rich`👥 ${b(name)}: в сегментах — ${count(total, 'ru')}`,

  pause: '⏸ Пауза 30 дней',
  stop: '⛔ Отписать',
  stopYes: '⛔ Да, отписать',
  stopAsked: name =>
    lines([
      rich`Больше не присылать предложения: ${b(name)}?`,
      'Человек об этом не узнает. Вернуть предложения может только он сам.',
    ]),
  onlyThemselves: 'Вернуть предложения человек может только сам: в /settings или кнопкой «Старт».',
  testerOn: '🧪 Присылать тесты',
  testerOff: '🧪 Не присылать тесты',
  testersFull: 'Больше получателей тестов добавить нельзя. Сначала уберите кого-нибудь в настройках.',
  done: {
    paused: '✅ Пауза на 30 дней. Человек об этом не узнает.',
    unpaused: 'Ничего не изменилось: предложения уже отключены или пауза не короче.',
    stopped: '✅ Предложения отключены. Человек об этом не узнает.',
    tester: '✅ Теперь получает тесты.',
    noTester: '✅ Больше не получает тесты.',
  },
}
