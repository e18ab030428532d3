import type { Language } from '../../../text/format.js'
import { b, lines } from '../../../text/rich.js'

const en = {
  cities: ['Riga', 'Vilnius', 'Tallinn', 'Dublin'],
  interest: 'Interest',
  interestPurpose: 'To write only about what you like',
  question: 'What do you like best?',
  past: 'Spring sale',
  interests: ['Hiking', 'City walks', 'Running'],
  topics: { sizes: 'Ways to choose boots', boots: 'Our autumn boots' },
  product: 'Boots',
  /** What a price in cents is multiplied by, so that it is a usual one in the currency. */
  priceFactor: 1,

  knowing: 'Who are they?',
  from: (city: string) => `/count city: ${city} and last order over 100 days ago`,
  clicked: '/count clicked in 1 day',
  clickers: 'Those who clicked',
  writing: 'Two groups of customers, a message for each',
  forBest: lines([
    b('First pick for you'),
    '{first_name|friend}, the winter pairs are yours a day before everybody else 🍂',
  ]),
  forLeaving: lines([b('We miss you'), '{first_name|friend}, your size is on the shelf again: what kept you away? 🍂']),

  figures: {
    counted: (city: string) => `In ${city}, last order long ago`,
    clicked: 'In the segment of those who clicked',
    group: (name: string) => `Customers: ${name}`,
    ready: 'Ready to buy, by the ladder',
  },
}

const ru: typeof en = {
  cities: ['Москва', 'Казань', 'Екатеринбург', 'Новосибирск'],
  interest: 'Увлечение',
  interestPurpose: 'Чтобы писать только о том, что интересно',
  question: 'Что вам ближе?',
  past: 'Весенняя распродажа',
  interests: ['Походы', 'Прогулки по городу', 'Бег'],
  topics: { sizes: 'Как выбрать ботинки', boots: 'Наши осенние ботинки' },
  product: 'Ботинки',
  priceFactor: 100,

  knowing: 'Кто эти люди?',
  from: city => `/count город: ${city} и последний заказ больше 100 дней назад`,
  clicked: '/count есть клик за 1 день',
  clickers: 'Кто перешёл по ссылке',
  writing: 'Две группы покупателей, каждой своё сообщение',
  forBest: lines([b('Вам первым'), '{first_name|друг}, зимние пары – ваши на день раньше остальных 🍂']),
  forLeaving: lines([b('Мы соскучились'), '{first_name|друг}, ваш размер снова на полке: что вас удержало? 🍂']),

  figures: {
    counted: city => `${city}, давно не заказывали`,
    clicked: 'В сегменте тех, кто перешёл',
    group: name => `Покупатели: ${name}`,
    ready: 'Готовы купить, по лестнице',
  },
}

/** What the demo says of its people, and the facts it gives them. */
export function insightWords(language: Language): typeof en {
  return language === 'ru' ? ru : en
}
