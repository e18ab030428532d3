import type { offerTests as en } from '../en/offerTests.js'
import { count, plural } from '../format.js'
import { b, code, concat, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

const reads = (size: number, without: string, instead: string) =>
  `${without} — ${people(size)}: ${instead === '' ? 'там будет пусто' : `там будет «${instead}»`}.`

/** How a marketer tests an offer, as themselves or as somebody else. Buttons: up to 18 characters. */
export const offerTests: typeof en = {
  testNothing: 'Проверять пока нечего. Сначала напишите сообщение.',
  testHead: (version, as) =>
    concat(['Тест', ...(version === null ? [] : [b(version)]), ...(as === null ? [] : [`от лица: ${as}`])], ' · '),
  withFirstLine: 'с первой строкой для тех, кого перенесли',
  nameless: 'человек без имени',
  facesAsked: '👤 От чьего лица посмотреть? Нажмите или напишите имя.',
  faces: { typical: '🙂 Обычное имя', longest: '📏 Длинное имя', none: '👻 Без имени' },
  namedSo: 'Нажмите на нужного человека или напишите другое имя.',
  nobodyNamed: words => `Не знаю никого по имени «${words}». Напишите другое имя.`,
  noTestPeople: 'Тестовой группы пока нет. Она задаётся в настройках.',
  testedPeople: (reached, failed) =>
    failed === 0
      ? `Отправлено: ${n(reached)}.`
      : `Отправлено: ${n(reached)}. Не дошло: ${n(failed)}. Им сначала нужно нажать «Старт» в этом боте.`,
  lacking: {
    first_name: (size, instead) => reads(size, 'Без имени', instead),
    last_name: (size, instead) => reads(size, 'Без фамилии', instead),
    username: (size, instead) => reads(size, 'Без имени пользователя', instead),
  },
  lackingField: (size, field, instead) => reads(size, `Не заполнено «${field}»`, instead),
  testRefused: why => rich`❌ Telegram не принимает: ${code(why)}`,
  testUnreached: '❌ Не удалось связаться с Telegram. Повторите тест через минуту.',
  testUnsure: '❓ Telegram не ответил: тест мог дойти, а мог и нет. Сам я его повторять не буду.',
  testBusy: '❌ Telegram просит подождать. Повторите тест через минуту.',
  testDone: 'Нажмите на кнопки в нём: я скажу, работают ли они. Тест нигде не учитывается.',
  testDoneMany: 'Нажмите на кнопки в них: я скажу, работают ли они. Тесты нигде не учитываются.',
  testPlain: 'Вот как это будет выглядеть. Тест нигде не учитывается.',
  testFailed: 'Исправьте то, что не принимает Telegram, и повторите тест.',
  buttonWorks: (place, address) => `✅ Кнопка ${place} работает → ${address}`,
  linkWorks: (words, address) => `✅ Ссылка «${words}» работает → ${address}`,
}
