import type { check as en } from '../../en/offerCards/check.js'
import { count, plural } from '../../format.js'
import { b, rich } from '../../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** What is said before an offer is approved. */
export const check: typeof en = {
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
    no_need: 'напоминать не о чем',
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
