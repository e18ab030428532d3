import {
  AGO,
  ALL_OF_THEM,
  BY_US,
  CAME_BACK,
  HOW_MUCH,
  LONG,
  NEWEST,
  NO_LONGER,
  STEPS,
  STRETCHES,
  WHO,
} from './briefly.js'
import { RATES_FIRST } from './colloquial.js'
import { type Paraphrase, paraphrases } from './paraphrase.js'

const BOUGHT = 'ordered/bought/purchased'
const NOT = 'not/never/havent/hasnt/hadnt/didnt/dont/werent/wasnt'
const SENT = 'messaged/emailed/contacted/texted/mailed/notified/written/sent'
const SEND = 'message/email/contact/text/mail/notify/write/reach/send'
const MESSAGES =
  'email/emails/message/messages/mail/mails/newsletter/newsletters/offer/offers/contact/communication/notification/notifications/push/pushes'
const CODE = 'code/codes/voucher/vouchers/coupon/coupons/promocode/promocodes'
const TIME = 'this/last/in/since/during/within/over/past/before/after/yesterday/today'

/** What we sent them, from their side and from ours. */
const SENT_BY_US: readonly Paraphrase[] = [
  [`${NOT} been? heard/hear anything/a? word? from us`, 'not received'],
  ['heard/hear nothing from us', 'not received'],
  ['heard/hear anything/something? from us', 'received'],
  [`no/nothing/zero any? ${MESSAGES}? from us`, 'not received'],
  [
    `we/i have/had/did/do/were? ${NOT} yet/ever? been? ${SENT}/${SEND}/wrote/emailing to? them/anything/any?`,
    'not received',
  ],
  [`we/i have/had? ${SENT}/wrote to? them?`, 'received'],
  [`${NOT} been/get/got ${SENT} to? by? us?`, 'not received'],
  ['was/were/been/got/get emailed/mailed/contacted/texted/notified by? us?', 'received'],
]

const CODES: readonly Paraphrase[] = [
  [
    `got/received/get/receive/given/sent/issued a/an/the/their/our/his? personal/own/unique? discount/promo/promotional/coupon/voucher? ${CODE} from/of/for/in`,
    'got a code of',
  ],
  [
    `got/received/get/receive/given/sent/issued a/an/the/their/our/his? personal/own/unique? discount/promo/promotional/coupon/voucher? ${CODE}`,
    'got a code',
  ],
]

/** "Clicked none of them". */
const DENIED: readonly Paraphrase[] = [
  ['clicked/opened/seen/saw/read/answered/bought/ordered none of them/these/those', 'not $1'],
]

/** What happened after something else did: "abandoned cart and no order since", "no orders since clicking". */
const SINCE: readonly Paraphrase[] = [
  ['after then/that/it &$', 'after'],
  ['ever? since/from then/that/it? &$', 'since then'],
  ['joined/subscribed/registered and/but/, then/later/afterwards *', '$4 after joining'],
]

const WHOM = 'spenders/buyers/customers/clients/shoppers/people/subscribers/users/purchasers'

const NUMBERS: readonly Paraphrase[] = [
  // "At least 2 but less than 5 orders".
  ['%limit # but/and/or/yet %limit # %noun', '$1 $2 $6 $3 $4 $5'],
  ['score/sum/total/average/count/number/amount/value of &#', '$1'],
  ['score/sum/total/average/count/number/amount/value of &%limit', '$1'],
  // "Completed at least 5 lessons": how often stands between the verb and what it is about.
  ['%past %limit? # %plural', '$1 $4 $2 $3 times'],
  ['%past # + %plural', '$1 $4 at least $2 times'],
  ['# y . o .?', '$1 years old'],
  // "Biggest 20 spenders", "most loyal 50".
  [`biggest/highest/largest/best/top # ${WHOM}`, '$2 $1 $3'],
  [`most/least %word # ${WHOM}?`, '$3 $1 $2'],
  [`biggest/highest/largest/best spenders/buyers , top # &$`, '$5 $1 $2'],
  [`biggest/highest/largest/best spenders/buyers * , top # &$`, '$6 $1 $2 $3'],
  [`spenders/buyers * , top # &$`, 'top $5 $1 $2'],
  ...(
    [
      ['most', 'top'],
      ['least', 'bottom'],
    ] as const
  ).flatMap(([most, end]): Paraphrase[] => {
    const who = '# people/customers/clients/buyers/shoppers/subscribers? who/that have/has?'
    return [
      // By what they are in order is read as it is written.
      [`${who} spent/spend the? ${most}`, `${end} $1 by $5`],
      [`${who} ordered/order/bought/buy the? ${most}`, `${end} $1 by orders`],
      [`${who} clicked/click the? ${most}`, `${end} $1 by clicks`],
    ]
  }),
  ['spent/spend the? most in/during # , top # &$', 'top $7 by spend $4 $5'],
  [`${BOUGHT} just/only? a/one? single/one &%word`, '$1 exactly 1'],
  ...(['two', 'three', 'four', 'five', 'six'] as const).map(
    (word, i): Paraphrase => [`${BOUGHT} %limit? ${word} &%word`, `$1 $2 ${i + 2}`],
  ),
  ['a? random half of', 'half of'],
]

/** Of whom nothing came. */
const QUIET: readonly Paraphrase[] = [
  ['inactive/idle/silent/dormant/passive/asleep/sleeping/quiet for # %unit', 'quiet for $3 $4'],
  ['inactive/idle/silent/dormant/passive/asleep/sleeping/quiet for over # %unit', 'quiet for $4 $5'],
  ['inactive/idle/silent/dormant/passive/asleep/sleeping/quiet for more/at than/least # %unit', 'quiet for $5 $6'],
  [`${NOT} been? active`, 'inactive'],
  ['no/without any? activity', 'inactive'],
]

/** In what people read, and how often they want it. */
const READS: readonly Paraphrase[] = [
  ['use/uses/using/with/have/has their? telegram/app/phone/interface in', 'speaks'],
  ['telegram/app/phone/interface language', 'language'],
  ['weekly/monthly frequency/emails/messages/newsletters/updates &$', 'chosen frequency $1'],
]

const ORDER = 'order/purchase'

/** What their orders were like, and how long ago the last one was. */
const ORDERS: readonly Paraphrase[] = [
  [
    `their/the/whose/a? biggest/largest/highest/priciest/maximum/max single? ${ORDER}/basket/check/receipt/bill ever? was/is/of/were? &over/above/exceeding`,
    'an order worth',
  ],
  [
    `their/the/whose/a? biggest/largest/highest/priciest/maximum/max single? ${ORDER}/basket/check/receipt/bill ever? was/is/of/were? more &than`,
    'an order worth more',
  ],
  [
    `their/the/whose/a? biggest/largest/highest/priciest/maximum/max single? ${ORDER}/basket/check/receipt/bill ever? was/is/of/were? at &least`,
    'an order worth at',
  ],
  [
    `${BOUGHT}/buy/order/shopped something/anything/stuff/items/products/goods/things? at/on/with a/the/any/some? discount/sale`,
    'bought with a discount',
  ],
  [`${BOUGHT}/buy/order discounted/reduced items/products/goods/things/stuff`, 'bought with a discount'],
  [
    `went/go/had/waited/took/leave/left/with? %limit # %unit between their/the? last? two? orders/purchases/buys`,
    'gap between orders $2 $3 $4',
  ],
  [
    `its/it/been/has? been? %limit # %unit since their/the/his? last/latest/previous ${ORDER}`,
    'last order $3 $4 $5 ago',
  ],
  [
    `its/it/been/has? been? # to/- # %unit since their/the/his? last/latest/previous ${ORDER}`,
    'last order $3 to $5 $6 ago',
  ],
  [
    `${NOT} again? ${BOUGHT}/buy/order anything/again? again? since their/the? first/1st ${ORDER}`,
    'ordered exactly once',
  ],
  ['and it/that was/being a/an/the? *', 'and ordered $5'],
  [`paid/${BOUGHT} with/using/by a/the/their/our? ${CODE} from/of/for`, 'used a code of'],
  [`paid/${BOUGHT} with/using/by a/the/any/some/their? promo/discount/coupon? ${CODE}`, 'used a promo code'],
  [`first ${BOUGHT} * and/, then/later/afterwards/subsequently &*`, '$2 $3 and then $2'],
  [`${BOUGHT} * , then/later/afterwards/subsequently &*`, '$1 $2 and then $1'],
  [`${BOUGHT} * then/later/afterwards/subsequently &*`, '$1 $2 and then $1'],
  [`${BOUGHT} * and then &*`, '$1 $2 and then $1'],
  ['reordered/repurchased/rebought', 'ordered again'],
  ['reorder/repurchase/rebuy', 'order again'],
]

/** When they did anything, or what they bought, for the last time. */
const LAST_TIME: readonly Paraphrase[] = [
  ['last active/online/seen/engaged over/more/longer than? # %unit ago', 'quiet for $5 $6'],
  ['last active/online/seen/engaged over/more/longer than? a/an/one %unit ago', 'quiet for 1 $6'],
  [`${BOUGHT} their/the last/latest %word &over/more/at/less/under/#/in/before`, 'last ordered $4'],
]

/** How soon after what stands before it. */
const NEXT_DAYS: readonly Paraphrase[] = [
  ['in/within/during/over the? next/coming # %unit &$', 'within $4 $5 after'],
  ['the next day &$', 'within 1 day after'],
]

/** Said of what happened at some time, whenever. */
const ONCE: readonly Paraphrase[] = [
  [`${BOUGHT}/clicked/opened/replied/reacted/shopped before/previously/earlier/already/beforehand &$`, '$1 ever'],
  ['ignored/ignore/ignoring/ignores everything/all/anything from? us?', 'ignored'],
  ['so far &$', ''],
  ['all-time/lifetime/overall/altogether &$', ''],
  ['in total/all &$', ''],
  ['for a/an/one %unit or/and more/longer/over', 'for 1 $3'],
  ['for # %unit or/and more/longer/over', 'for $2 $3'],
  ['in/during/for both %word and/& %word &$', 'in $3 and in $5'],
  ['in/during both this/last %unit and/& this/last %unit &$', '$3 $4 and $6 $7'],
  ['both this/last %unit and/& this/last %unit &$', '$2 $3 and $5 $6'],
  ['and/but/, none/neither of them/those/these/which was/were/is/are? &%word', 'and not'],
  [
    `${NOT} opened/clicked/read/seen/placed/made/open/click/read/see a/even/one a/one? single/one? message/email/newsletter/offer/link/thing &$`,
    '$1 $2',
  ],
  ['to date &$', ''],
  ['until/till/up now &$', ''],
  ['up to now &$', ''],
  ['all in all &$', ''],
  ['even once &$', ''],
  ['in all &$', ''],
  ['both &$', ''],
  ['each/apiece &$', ''],
  ['it/they/that wasnt/isnt/werent/never/not been? used &$', 'never used it'],
  [`big/large/small/expensive/cheap orders/order/purchases/purchase &over/above/under/below/more/less/worth/at`, '$2'],
  [`${BOUGHT} &in/on/this/last/since/between/within/during * for the/their first time`, 'first order $3'],
  ['* recipients/receivers', 'received $1'],
  ['* openers/viewers', 'opened $1'],
  ['* clickers', 'clicked $1'],
  ['paid/pay/pays &%limit', 'spent'],
  ['paid/pay/pays a total of', 'spent'],
]

/** Words that say nothing more where they stand. */
const FILLING: readonly Paraphrase[] = [
  ['fans/lovers/likers of', 'likes'],
  ['fans/lovers/likers of &%word', 'likes'],
  ['interested in * , not in &%word', 'interested in $3 , not'],
  ['spend/spending on', 'spent on'],
  ['%name spend/spending/spent &over/above/under/below/more/less/at/between/of', 'spent on $1'],
  ['yet/anymore/tho/though/please/lol/haha/btw/fyi/thanks/thx/obviously/ofc/asap &$', ''],
  ['in/on/to their/any order/orders/purchase/purchases/basket/cart/history &$', ''],
  ['in/on their/past/previous order/purchase history &$', ''],
  ['any more/longer &$', ''],
  ['from yesterday/today &$', '$2'],
  ['from last/this week/month/quarter/year/weekend &$', '$2 $3'],
  ['is/are/was/were currently/presently/now/still/already in/inside/on', 'in'],
  ['currently/presently/now/still in/inside/on', 'in'],
  ['is/are in/on/inside', 'in'],
  [', all/mostly of? it/them? in/within/during/over? &this/last/past', ''],
  [`and/but/,/then none/nothing/zero &${TIME}`, 'and not'],
  ['%noun before/previously/earlier/already/beforehand &$', '$1'],
  ['%comma last/past # %unit &$', 'in last $3 $4'],
  ['%comma &in/within/during/over/since/this/last/past/before/after', ''],
]

export const ENGLISH = paraphrases([
  ...AGO,
  ...WHO,
  ...ALL_OF_THEM,
  ...HOW_MUCH,
  ...SENT_BY_US,
  ...CODES,
  ...DENIED,
  ...SINCE,
  ...NUMBERS,
  ...STEPS,
  ...LONG,
  ...NEWEST,
  ...QUIET,
  ...READS,
  ...ORDERS,
  ...LAST_TIME,
  ...NEXT_DAYS,
  ...ONCE,
  ...FILLING,
])

const BUY_RU = 'купил~/покупал~/заказал~/заказывал~/взял~/брал~/приобрел~/оформил~/оплатил~'
const CAME_RU = 'приходил~/возвращал~/вернул~/появлял~/заходил~'
const DID = '%past/ordered/purchased/bought/saw/seen/got/read/used'
const STATUS = 'cancelled/canceled/refunded'

/** What would be read as something else than it says, and is heard so before anything is read. */
export const SURELY = paraphrases([
  ...RATES_FIRST,
  // «Сто лет не покупали» is no age.
  ['сто/100/тыщу/тысячу/1000 лет уже? не &%deed', 'давно не'],
  ['вечность уже? не &%deed', 'давно не'],
  // «Кому 2 недели не писали» says what we did, and not they.
  ['кому/которым # %unit мы? не писали/писал/писала', 'не получали $2 $3'],
  ['кому/которым %unit мы? не писали/писал/писала', 'не получали $2'],
  // «Заказали вчера, но отменили»: that order.
  ['заказал~/оформил~ &за/в/на/вчера/сегодня/с/позавчера * ,? но/и/а отменил~ &$', 'отмененный заказ $3'],
  // «Макияж не интересует» is not without interests.
  ['%name не интересует/интересуют/интересен/интересна/интересно/интересны &$', 'не интересует $1'],
  // «Купили и больше не приходили» are people, and no message.
  [`${BUY_RU} и/но/, больше не ${CAME_RU} &$`, '$1 $2 больше не заказывали'],
  [`${BUY_RU} * и/но/, больше не ${CAME_RU} &$`, '$1 $2 $3 больше не заказывали'],
  // «Нет ни города, ни страны» lacks both.
  ['нет/без/отсутствует/отсутствуют ни %word ,? ни %word', '$1 $3 и $1 $6'],
  ['не указал~/сообщил~/заполнил~ ни %word ,? ни %word', 'нет $4 и нет $7'],
  ['ни %word ,? ни %word нет/неизвестно/неизвестны &$', 'нет $2 и нет $5'],
  ['of? all time &$', ''],
  ['still/currently/presently subscribed &$', 'can be reached'],
  ['still checking/coming/visiting/attending/logging/training/using/playing in/to? &$', '$2 $3 lately'],
  ...CAME_BACK,
  ...STRETCHES,
  ...BY_US,
  ...NO_LONGER,
  ['именинники/именинников/именинникам/именинницы месяца &$', 'день рождения в этом месяце'],
  ['именинники/именинников/именинникам/именинницы недели &$', 'день рождения на этой неделе'],
  // "Received neither A nor B" denies the verb; "opened neither" is of what was named before.
  [`${DID} neither of/one/&$`, '$1 neither $3'],
  [`${DID} on? neither &*`, 'neither $1 $2'],
  [`${STATUS} %limit? # orders/purchases`, '$1 orders $2 $3 times'],
  [`had/has/have/got/having a/an/their/the/one order/purchase ${STATUS}/returned`, '$4 order'],
  [
    'still buying/ordering/shopping/purchasing/clicking/opening/reading/buy/order/shop/purchase/click/open/read us/from/our? us/messages/emails/mails/stuff? &$',
    '$2 lately',
  ],
])
