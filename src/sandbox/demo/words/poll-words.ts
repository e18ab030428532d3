import { count, type Language, plural } from '../../../text/format.js'

const n = (value: number) => count(value, 'en')

const en = {
  asking: 'A poll whose answers become a field',
  question: '{first_name|friend}, what are your boots for?',
  /** What the question ends with, whoever is asked. */
  asks: 'what are your boots for?',
  poll: 'a poll',
  voting: (people: number) =>
    `${n(people)} people answer; one of them thinks again, and one takes the answer back: the field follows`,

  figures: {
    asked: 'Poll: got it',
    answered: '  answered',
    chose: (option: string) => `  chose “${option}”`,
    known: '  whose field says so now',
    wrong: '  whose field says something else',
  },
}

const nr = (value: number) => count(value, 'ru')

const ru: typeof en = {
  asking: 'Опрос, ответы которого становятся полем',
  question: '{first_name|друг}, для чего вам ботинки?',
  asks: 'для чего вам ботинки?',
  poll: 'опрос',
  voting: people =>
    `${nr(people)} ${plural(people, 'ru', ['человек отвечает', 'человека отвечают', 'человек отвечают'])}; один передумал, один отозвал ответ – поле меняется вместе с ответом`,

  figures: {
    asked: 'Опрос: получили',
    answered: '  ответили',
    chose: option => `  выбрали «${option}»`,
    known: '  у скольких теперь так в поле',
    wrong: '  у скольких в поле другое',
  },
}

/** What the demo says of its poll. */
export function pollWords(language: Language): typeof en {
  return language === 'ru' ? ru : en
}
