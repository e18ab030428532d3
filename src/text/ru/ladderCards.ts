import type { ladderCards as en } from '../en/ladderCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')

export const ladderCards: typeof en = {
  title: () => rich`🪜 ${b('Лестница Ханта и темы')}`,
  step: (name, value, share) => rich`${b(name)} · ${n(value)}${share === null ? '' : ` (${share})`}`,
  withoutOrders: 'Покупки пока неизвестны: как только появятся, заказавшие встанут на верхнюю ступень.',
  base: known => `Доли — от тех, чья ступень известна: ${n(known)}.`,
  movement: days => b(`За ${days} ${plural(days, 'ru', ['день', 'дня', 'дней'])}`),
  move: (from, to, value) => `${from} → ${to}: ${n(value)}`,
  nobodyMoved: 'Никто не перешёл.',
  rule: 'Человек стоит на самой высокой ступени, которую показал: ответом, переходом по ссылке с темой, заказом.',
  help: 'Тему ссылке дают в предложении: Кнопки → 🏷 Темы, а когда оно отправлено — здесь.',
  keys: {
    topics: '🏷 Темы',
    names: '✏️ Названия',
    add: '➕ Тема',
    rename: '✏️ Название',
    archive: '🗄 Убрать',
    archiveYes: 'Да, убрать',
    usual: 'Обычные',
    segments: '← Сегменты',
    settings: '← Настройки',
    linkTopics: '🏷 Темы',
    sent: '🔗 Отправленное',
    noTopic: '🚫 Без темы',
  },
  namesAsked: names =>
    lines([
      b('Названия ступеней'),
      '',
      ...names.map((name, i) => `${i + 1}. ${name}`),
      '',
      'Нажмите на ступень, чтобы переименовать.',
    ]),
  nameWanted: (name, most) => rich`Как назвать ступень «${b(name)}»? До ${most} знаков.`,
  tooLong: (length, most) => `Здесь ${length} знаков, помещается ${most}. Напишите короче.`,
  topics: value =>
    lines([
      b('Темы'),
      '',
      value === 0
        ? 'Их ещё нет. Тема говорит, о чём ссылка или ответ и на какой ступени лестницы стоит тот, кому это интересно.'
        : 'Нажмите на тему, чтобы изменить.',
    ]),
  topicKey: (rung, name) => `${rung} · ${name}`,
  topicWanted: most => rich`Как называется тема? До ${most} знаков, например «Сухая кожа».`,
  topic: (name, rung, links) =>
    lines([
      rich`🏷 ${b(name)}`,
      rich`Ступень: ${b(rung)}`,
      links === 0
        ? 'Пока ни на одной ссылке.'
        : `На ${n(links)} ${plural(links, 'ru', ['ссылке', 'ссылках', 'ссылках'])}.`,
      '',
      'Нажмите на другую ступень, чтобы перенести; кто где стоит, посчитаем заново.',
    ]),
  askArchive: name =>
    rich`Убрать тему «${b(name)}»? Выбрать её будет нельзя. То, что люди показали, останется известным.`,
  links: () => lines([b('Темы ссылок'), '', 'Нажмите на ссылку, чтобы сказать, о чём она.']),
  noLinks: 'В предложении ещё нет ссылок. Сначала напишите сообщение и кнопки.',
  linkKey: (label, topic) => (topic === null ? label : `${label} · ${topic}`),
  linkAsked: (label, url) => lines([rich`О чём ссылка «${b(label)}»?`, url]),
  noTopics: 'Тем ещё нет. Добавьте первую и вернитесь к ссылке.',
  sent: offers =>
    lines([
      b('Ссылки отправленного'),
      '',
      offers === 0
        ? 'Со ссылками ещё ничего не отправляли.'
        : 'Нажмите на предложение, чтобы сказать, о чём его ссылки. Прошлые переходы тоже учтём, через минуту-другую.',
    ]),
  sentKey: (name, named, links) => `${name} · ${n(named)} из ${n(links)}`,
  because: {
    answer: topic => `ответ на тему «${topic}»`,
    click: topic => `переход по ссылке на тему «${topic}»`,
    clicks: topic => `два перехода, последний на тему «${topic}»`,
    order: () => 'заказ',
    override: reason => `указала команда: ${reason}`,
  },
  unknown: 'Ступень: неизвестно, пока ничто её не показало.',
  standing: (rung, because, day) => rich`Ступень: ${b(rung)} — ${because}, ${day}`,
  old: 'давно: полгода ничего нового',
  faded: 'был готов купить, но прошло время',
  until: day => `до ${day}`,
}
