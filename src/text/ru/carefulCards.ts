import type { carefulCards as en } from '../en/carefulCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** A careful start, and what halts a broadcast that drives people away. */
export const carefulCards: typeof en = {
  on: '✅ Осторожный старт',
  off: '☐ Осторожный старт',
  waves: (first, second, rest) =>
    `${[
      `🐢 Осторожный старт: сначала ${people(first)}`,
      ...(second === null ? [] : [`ещё ${n(second.people)} около ${second.when}`]),
      ...(rest === null ? [] : [`остальные ${n(rest.people)} около ${rest.when}`]),
    ].join(', ')}.`,
  ownWaves: (first, second, rest) =>
    `🐢 Осторожный старт: по своим часам немногие получат в ${first}, ещё часть в ${second}, остальные в ${rest}.`,
  because: {
    newcomers: size =>
      `${plural(size, 'ru', ['Перенесён', 'Перенесены', 'Перенесены'])} из другого бота и ещё ничего от вас не ${plural(size, 'ru', ['получал', 'получали', 'получали'])}: ${people(size)}.`,
    cold: size => `Больше 90 дней ничего от вас не получали: ${people(size)}.`,
  },
  halts: (blocks, stops) =>
    `Остановится сама, если из 1000 человек бота заблокируют больше ${n(blocks)} или отпишутся больше ${n(stops)}.`,
  startsSlowly: 'сначала немногим',
  startsAtOnce: 'сразу всем',
  row: 'Старт',

  approved: '🐢 Начнёт осторожно: сначала немногим, потом остальным.',

  sending: (wave, of) => `🐢 Осторожный старт: первые ${n(wave)} из ${n(of)}`,
  next: (done, next, when) =>
    `🐢 Получили ${n(done)}. Следующие ${n(next)} получат около ${when}, если уйдёт не слишком много людей.`,
  allNow: '⏩ Сразу всем',
  askAll: (name, waiting) =>
    rich`⏩ Отправить «${b(name)}» остальным (${b(n(waiting))}) сейчас, не дожидаясь, как люди её примут?`,
  reallyAll: waiting => `⏩ Всем · ${n(waiting)}`,

  alarm: rich`⏸ ${b('Остановилась сама: из-за неё уходит слишком много людей.')}`,
  figures: people => `Из первых ${n(people)}, кто её получил:`,
  blocked: (size, rate, limit) => `· заблокировали бота ${n(size)} — ${rate} из 1000 (предел ${n(limit)})`,
  stopped: (size, rate, limit) => `· отписались ${n(size)} — ${rate} из 1000 (предел ${n(limit)})`,
  whatNow: waiting =>
    `Ещё ${plural(waiting, 'ru', ['ждёт', 'ждут', 'ждут'])} ${people(waiting)}. Проверьте, кому она идёт и что в ней сказано. Если продолжить, она остановится снова, когда уходов станет вдвое больше.`,
}
