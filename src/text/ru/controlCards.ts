import type { controlCards as en } from '../en/controlCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
/** «известны покупки 8744 человек» */
const ofPeople = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`

/** Control groups: of one broadcast on its check, and of the quarter. Effects and shares are buyers in 100, in words. */
export const controlCards: typeof en = {
  check: {
    none: (known, buy, share, effect) =>
      `🧪 Контрольная группа: нет. Известны покупки ${ofPeople(known)}, покупают ${buy} из 100; группа в ${share} покажет эффект от ${effect} покупателя из 100.`,
    less: size => `− примерно ${n(size)} контрольная группа рассылки`,
    willGet: size => rich`= ${b(`примерно ${n(size)} ${plural(size, 'ru', ['получит', 'получат', 'получат'])}`)}`,
    kept: (share, effect) =>
      `🧪 Контрольная группа: ${share}, чтобы было с кем сравнить.${effect === null ? '' : ` Видно будет эффект от ${effect} покупателя из 100.`}`,
  },
  keep: share => `🧪 Оставить ${share}`,
  keepNone: '🧪 Отправить всем',
  row: 'Контрольная группа',
  nobody: 'нет',
  approved: share => `🧪 Контрольная группа: ${share} не получат.`,
  heldOut: size =>
    `🧪 Своя контрольная группа: не ${plural(size, 'ru', ['получил', 'получили', 'получили'])} ${people(size)}.`,

  door: '🧪 Контрольная группа',
  title: b('🧪 Работают ли рассылки вообще?'),
  why: 'Выберите часть людей, которые квартал не будут получать предложений; в конце я сравню. Для магазина вашего размера это единственный честный ответ.',
  known: known => `Известны покупки ${ofPeople(known)}. Не будут получать:`,
  size: (share, size, effect) =>
    `${share} · ${people(size)} → ${effect === null ? 'ничего не покажет' : `покажет эффект от ${effect} покупателя из 100`}`,
  cost: 'Цена — то, что эти люди купили бы по вашим предложениям. Сообщения о заказах, ответы и приветствие приходят; коды, найденные в другом месте, работают.',
  tooFew: (known, fewest) =>
    `Известны покупки ${ofPeople(known)}. Для квартала этого мало: нужно ${n(fewest)}. Сначала узнайте телефоны.`,
  noneBuys: 'За три месяца никто из них ничего не купил, сравнивать пока нечего.',
  slow: 'Подсчёт сейчас идёт слишком долго. Попробуйте через минуту.',
  noThanks: '🚫 Не нужно',

  confirm: (from, last, size) =>
    rich`🧪 С ${b(from)} по ${b(last)}: ${people(size)}, по жребию. Новые подписчики попадают в группу с той же вероятностью. Выбрать кого-то вручную нельзя: это испортит сравнение. Закончить можно в любой день, но тогда ответа не будет.`,
  start: from => `✅ С ${from}`,
  exists: 'Контрольная группа уже есть.',

  heading: share => rich`🧪 ${b('Контрольная группа квартала')} · ${share}`,
  planned: (from, last) => `Начнётся ${from} и продлится по ${last}. Пока все получают предложения.`,
  running: last => `Продлится по ${last}. Сообщения о заказах, ответы, вопросы и приветствие этим людям приходят.`,
  sides: (held, heldKnown, others, othersKnown) =>
    `Не получают: ${people(held)} (покупки известны у ${n(heldKnown)}). Получают: ${people(others)} (покупки известны у ${n(othersKnown)}).`,
  assigning: 'Идёт жеребьёвка: людей распределяют по группам.',
  toldThen: 'Что вышло, скажу в конце: если смотреть раньше, легко увидеть эффект, которого нет.',
  end: '⏹ Закончить',
  endAsked: last =>
    rich`⏹ ${b('Закончить контрольную группу сейчас?')} Все снова будут получать предложения, а ответа, который был бы ${last}, не будет.`,
  endYes: '⏹ Да, закончить',
  callOff: '⏹ Отменить',
  callOffAsked: from =>
    rich`⏹ ${b('Отменить контрольную группу?')} Тогда ${from} предложения по-прежнему будут получать все.`,
  ended: '⏹ Закончено. Все снова получают предложения.',
  calledOff: '⏹ Отменено. Предложения получают все.',

  over: (from, last) => rich`🧪 ${b('Контрольная группа квартала')} · ${from} – ${last}`,
  more: (difference, low, high, buyers) =>
    rich`${b(`Рассылки этого квартала дали на ${difference} покупателя из 100 больше (от ${low} до ${high}), примерно ${people(buyers)}.`)}`,
  fewer: (difference, low, high) =>
    rich`${b(`С рассылками этого квартала было на ${difference} покупателя из 100 меньше (от ${low} до ${high}).`)}`,
  unclear: (difference, low, high) =>
    rich`${b('Работают ли рассылки? Сказать нельзя.')} Получилось ${difference}; на самом деле — от «на ${low}» до «на ${high}».`,
  moreBy: figure => `на ${figure} покупателя из 100 больше`,
  fewerBy: figure => `на ${figure} покупателя из 100 меньше`,
  briefMore: figure => `${figure} больше`,
  briefFewer: figure => `${figure} меньше`,
  few: needed =>
    rich`${b('Работают ли рассылки? Мало данных.')}${needed === null ? ' Никто ничего не купил.' : ` Чтобы сказать, должны быть известны покупки примерно ${ofPeople(needed)}.`}`,
  unsound: rich`${b('Группы различаются, что-то не так: эффект не показываю.')} Жребий таких групп не даёт. Возможно, людей удаляли из базы или заказы привязали только у одной группы.`,
  nobodyIn: 'В группе никого не было, сравнивать нечего.',
  preliminary: 'Итог пока предварительный.',
  sidesBought: (bought, of, heldBought, heldOf) =>
    `Купили ${n(bought)} из ${n(of)}, в контрольной группе ${n(heldBought)} из ${n(heldOf)}. Только те, чьи покупки были известны в начале.`,
  another: '🧪 Ещё квартал',
  enough: '⏹ Хватит',
  enoughSaid: 'Теперь предложения получают все. Снова выбрать группу можно в «Настройках».',

  person: last => `🧪 Контрольная группа по ${last}: не получает предложений`,
}
