import type { First } from './happening.js'

/** What may have happened first, before something else did or did not. */
export const FIRST = ['received', 'seen', 'clicked', 'replied', 'ordered', 'subscribed', 'stopped', 'reported'] as const
type FirstEvent = (typeof FIRST)[number]

/** Of these an offer may be named. */
export const OF_OFFER: ReadonlySet<string> = new Set(['received', 'seen', 'clicked'])

const BEGINS = {
  afterReceived: {
    en: [
      ...['after receiving', 'after getting', 'after the message', 'after the offer', 'of receiving', 'of getting'],
      ...['after they received', 'after they got', 'after receipt of', 'after we sent', 'after being sent'],
      ...['since receiving', 'after they were sent', 'after the campaign', 'after the broadcast', 'after our message'],
      ...['after our offer', 'after delivery of', 'following the offer', 'after a message', 'after it was sent'],
      ...['after reception of', 'after having received', 'upon receiving', 'after the newsletter', 'since getting'],
      ...['of the receipt of', 'after the mailing', 'after getting the', 'after receiving the offer'],
      ...['after receiving offer'],
      ...['since they received', 'since they got', 'since they were sent', 'since being sent'],
    ],
    ru: [
      ...['после получения', 'после сообщения', 'после рассылки', 'после предложения', 'после того как получили'],
      ...['после доставки', 'с момента получения', 'как получили', 'после нашей рассылки', 'после того, как получили'],
      ...['после отправки', 'получив', 'после письма', 'после акции', 'с получения', 'после нашего сообщения'],
      ...['после оффера', 'после прихода', 'после кампании', 'после того как пришло', 'после получения рассылки'],
      ...['после получения предложения'],
    ],
  },
  afterSeen: {
    en: [
      ...['after seeing', 'after reading', 'after opening', 'of seeing', 'after they saw', 'after they opened'],
      ...['of opening', 'of reading', 'after viewing', 'after they read', 'after the view', 'upon opening'],
      ...['after having seen', 'after having opened', 'since opening', 'after an open', 'after the opening of'],
      ...['since they opened', 'since they saw', 'since seeing', 'since reading', 'since they read'],
    ],
    ru: [
      ...['после просмотра', 'после прочтения', 'после открытия', 'после того как увидели', 'после того как открыли'],
      ...['после того, как открыли', 'увидев', 'открыв', 'прочитав', 'с момента просмотра', 'как увидели'],
      ...['как открыли', 'после того как посмотрели', 'после того, как увидели', 'после ознакомления', 'как прочитали'],
      ...['посмотрев'],
    ],
  },
  afterClicked: {
    en: [
      ...['after clicking', 'after clicking on', 'after the click', 'after the click on', 'after a click'],
      ...['of clicking', 'after they clicked', 'after they clicked on', 'after a click on', 'of clicking on'],
      ...['of the click', 'of a click', 'from clicking', 'after tapping', 'upon clicking', 'after having clicked'],
      ...['after click', 'after click on', 'since clicking', 'after pressing', 'of their click', 'after visiting'],
      ...['after clicking in', 'after clicking a link', 'after clicking through'],
      ...['since they clicked', 'since they clicked on', 'since clicking on', 'since the click', 'since pressing'],
    ],
    ru: [
      ...['после клика', 'после клика по', 'после перехода', 'после перехода по', 'после того как кликнули'],
      ...['после того, как кликнули', 'кликнув', 'перейдя', 'перейдя по ссылке', 'после нажатия', 'после нажатия на'],
      ...['после перехода по ссылке', 'с момента клика', 'как кликнули', 'после клика на', 'после клика в'],
      ...['после того как перешли', 'после перехода по ссылке в', 'после перехода из', 'нажав'],
      ...['после того как нажали', 'как перешли', 'после кликов'],
    ],
  },
  afterReplied: {
    en: [
      ...['after replying', 'after the reply', 'after a reply', 'after they replied', 'of replying', 'after answering'],
      ...['after they wrote', 'after they answered', 'upon replying', 'of their reply', 'after responding'],
      ...['after writing to us', 'after writing'],
      ...['since replying', 'since they replied', 'since the reply', 'since they wrote'],
    ],
    ru: [
      ...['после ответа', 'после того как ответили', 'после того, как ответили', 'ответив', 'как ответили'],
      ...['с момента ответа', 'после сообщения от них', 'написав', 'после того как написали'],
    ],
  },
  afterOrdered: {
    en: [
      ...['after ordering', 'after buying', 'after the order', 'after an order', 'after the purchase'],
      ...['after a purchase', 'of ordering', 'after they ordered', 'after they bought', 'of buying'],
      ...['after ordering something', 'after order', 'after purchase', 'after purchasing', 'of the order'],
      ...['of the purchase', 'of their order', 'of their purchase', 'since ordering', 'from the order'],
      ...['upon ordering', 'of the first order', 'after their order', 'after their purchase', 'of an order'],
      ...['of a purchase', 'after having bought', 'after buying something', 'after a buy'],
      ...['since buying', 'since they bought', 'since they ordered', 'since purchasing', 'since they purchased'],
    ],
    ru: [
      ...['после заказа', 'после покупки', 'после того как купили', 'после того, как купили'],
      ...['после того как заказали', 'купив', 'заказав', 'с момента заказа', 'с момента покупки', 'как купили'],
      ...['как заказали', 'после того, как заказали', 'после заказов', 'после покупок', 'после оформления заказа'],
      ...['после оплаты', 'после совершения покупки'],
    ],
  },
  afterSubscribed: {
    en: [
      ...['after subscribing', 'after joining', 'after the subscription', 'of subscribing', 'of joining'],
      ...['after they subscribed', 'after they joined', 'of subscription', 'after subscription', 'after signing up'],
      ...['of signing up', 'from subscribing', 'after sign-up', 'after signup', 'after registration'],
      ...['after registering', 'of joining us', 'upon subscribing', 'upon joining', 'after they signed up'],
      ...['of their subscription', 'after starting the bot', 'of registration', 'from joining', 'of sign-up'],
      ...['since joining', 'since subscribing', 'since they joined', 'since they subscribed', 'since signing up'],
    ],
    ru: [
      ...['после подписки', 'после того как подписались', 'после того, как подписались', 'подписавшись'],
      ...['с момента подписки', 'как подписались', 'после регистрации', 'после старта', 'после вступления'],
      ...['с подписки', 'после запуска бота', 'от подписки', 'после начала'],
    ],
  },
  afterStopped: {
    en: [
      ...['after stopping', 'after unsubscribing', 'after they unsubscribed', 'after opting out', 'after they stopped'],
      ...['of unsubscribing', 'of stopping', 'upon unsubscribing', 'after the unsubscription'],
      ...['since unsubscribing', 'since they unsubscribed', 'since they stopped'],
    ],
    ru: [
      ...['после отписки', 'после того как отписались', 'отписавшись', 'как отписались', 'после того, как отписались'],
      ...['с момента отписки'],
    ],
  },
  afterReported: {
    en: [
      ...['after event', 'after the event', 'after an event', 'of event', 'of the event', 'following the event'],
      ...['since event', 'since the event', 'after the shop reported', 'from the event'],
    ],
    ru: [
      ...['после события', 'с момента события', 'после того как было событие', 'после события магазина'],
      ...['со дня события', 'от события'],
    ],
  },
  afterThat: {
    en: ['then', 'after that', 'after which', 'afterwards', 'later', 'later on', 'subsequently'],
    ru: ['затем', 'потом', 'после этого', 'после чего'],
  },
  sinceThat: {
    en: ['since then', 'since that', 'ever since', 'ever since then'],
    ru: ['с тех пор', 'с того момента', 'с того времени', 'с этого момента', 'с той поры'],
  },
}
const DAYS = {
  dayReceived: {
    en: [
      'on the day of receiving',
      'on the day they received',
      'on the same day as receiving',
      'the day they received',
      'the same day they received',
      'on the same day they received',
      'the same day as receiving',
    ],
    ru: ['в день получения', 'в день рассылки', 'в тот же день что получили', 'в один день с получением'],
  },
  daySeen: {
    en: ['on the day of seeing', 'on the day they saw', 'the same day they saw', 'the same day they opened'],
    ru: ['в день просмотра', 'в день прочтения'],
  },
  dayClicked: {
    en: [
      'on the day of clicking',
      'on the day of the click',
      'on the day they clicked',
      'on the same day as the click',
      'the same day they clicked',
      'on the same day they clicked',
      'the same day as clicking',
      'the same day as the click',
    ],
    ru: ['в день клика', 'в день перехода', 'в один день с кликом', 'в день клика по'],
  },
  dayReplied: { en: ['on the day of replying', 'on the day of the reply'], ru: ['в день ответа'] },
  dayOrdered: {
    en: [
      'on the day of ordering',
      'on the day of the order',
      'on the day of an order',
      'on the day they ordered',
      'the same day they ordered',
      'the same day as ordering',
    ],
    ru: ['в день заказа', 'в день покупки', 'в один день с заказом'],
  },
  daySubscribed: {
    en: [
      'on the day of subscribing',
      'on the day of joining',
      'on the day they joined',
      'on the day they subscribed',
      'the same day they joined',
      'the same day as they joined',
      'the same day they subscribed',
      'the same day as joining',
    ],
    ru: ['в день подписки', 'в день прихода'],
  },
  dayReported: { en: ['on the day of event', 'on the day of the event'], ru: ['в день события'] },
  dayStopped: { en: ['on the day of stopping', 'on the day they stopped'], ru: ['в день отписки'] },
}
const DAY_OF: Record<keyof typeof DAYS, FirstEvent> = {
  ...{ dayReceived: 'received', daySeen: 'seen', dayClicked: 'clicked', dayReplied: 'replied', dayOrdered: 'ordered' },
  ...{ daySubscribed: 'subscribed', dayStopped: 'stopped', dayReported: 'reported' },
}

/** What they say came first; null: what the condition before was about. */
const FIRST_OF: Record<keyof typeof BEGINS, FirstEvent | null> = {
  ...{ afterReceived: 'received', afterSeen: 'seen', afterClicked: 'clicked', afterReplied: 'replied' },
  ...{ afterOrdered: 'ordered', afterSubscribed: 'subscribed', afterStopped: 'stopped', afterThat: null },
  ...{ afterReported: 'reported', sinceThat: null },
}

/** All words for what came first, by names that `firstOf` knows. */
export const CAME_FIRST = { ...BEGINS, ...DAYS }

/** What a phrase says came first, and whether an offer may be named behind it. */
export function firstOf(begun: string): First {
  const day = Object.entries(DAY_OF).find(([name]) => name === begun)?.[1] ?? null
  if (day !== null) return { event: day, ofOffer: OF_OFFER.has(day), sameDay: true }
  const event = Object.entries(FIRST_OF).find(([name]) => name === begun)?.[1] ?? null
  return event === null ? null : { event, ofOffer: OF_OFFER.has(event) }
}

/** Whether a phrase says that what came next did so at any time since. */
export function isSince(begun: string): boolean {
  return begun === 'sinceThat'
}
