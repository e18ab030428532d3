import type { when as en } from '../../en/offerCards/when.js'
import { count, plural } from '../../format.js'
import { b, code, rich } from '../../rich.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
/** After so many hours. */
const after = (hours: number) => (hours % 24 === 0 ? days(hours / 24) : `${n(hours)} ч`)

/** When an offer goes, and until when. */
export const when: typeof en = {
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
  holdsRow: hours => `⏰ Действует ${after(hours)} с момента получения`,
  holdsFor: hours => `${after(hours)} с момента получения`,
  holdsKey: hours => `${after(hours)}`,
  deadlinePassed: 'Срок, до которого оно действует, уже прошёл.',
  nudgeRow: hours => `🔔 Напоминание — через ${after(hours)}, тем, кто ничего не нажал`,
  nudgeName: name => `${name} · напоминание`,
  nudgeAsked: name =>
    rich`🔔 Кто получит предложение «${b(name)}» и ничего в нём не нажмёт, получит второе сообщение с цитатой первого. Через сколько? Нажмите или напишите: 6 ч, 2 дня.`,
  nudgeAfter: hours => `Через ${after(hours)}`,
  nudgeHours: 'Напоминание приходит через срок от часа до 30 дней после сообщения. Напишите, например, 6 ч или 2 дня.',
  nudgeMoment:
    'Напоминание приходит через какое-то время после сообщения, например через 2 дня. Если это его текст, добавьте к нему ещё слово.',
  nudgeHint:
    'Пришлите его текст, каким его увидят люди; кнопки будут те же. Оно считается отдельным сообщением и приходит, только пока предложение действует.',
  nudgeUsual: '🔔 Напоминаем: предложение ещё действует.',
  nudgeMeetsRun: hours =>
    `⚠️ Через ${after(hours)} может уже прийти следующая отправка, или до неё меньше часа: кому она придёт, тому о прежней не напоминаем.`,
  nudgeTooLate: 'Напоминание пришло бы уже после окончания срока.',
  pinnedRow: '📌 Закрепляется в чате',
  pinRow: 'Закрепить',
  pinChanged: { on: 'да', off: 'нет' },
  deadlineName: 'Действует до',
  noDeadline: 'без срока',
  deadlineAsked: (name, zone) =>
    rich`⏰ До какого времени действует предложение «${b(name)}»? Нажмите или напишите момент (время: ${zone}): воскресенье 21:00, 24.12 23:59 — или сколько оно действует с момента получения: 48 ч, 3 дня.`,
  deadlineNow: until => rich`Сейчас: ${b(until)}.`,
  deadlineHint: rich`Каждый видит срок по своим часам: там, где в сообщении стоит ${code('{до}')}, или строкой под текстом. Потом на кнопках будет «Уже закончилось»; после общего срока никто больше ничего не получит.`,
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
}
