import { type Paraphrase, paraphrases } from './paraphrase.js'

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
  ['since/from/after then/that/it &$', 'after'],
  ['ever? since &$', 'after'],
  ['joined/subscribed/registered and/but/, then/later/afterwards *', '$4 after joining'],
  [
    'since they? clicking/clicked/opening/opened/seeing/saw/receiving/received/getting/got/ordering/ordered/buying/bought',
    'after $3',
  ],
]

const NUMBERS: readonly Paraphrase[] = [
  // "At least 2 but less than 5 orders".
  ['%limit # but/and/or/yet %limit # %noun', '$1 $2 $6 $3 $4 $5'],
  ['score/sum/total/average/count/number/amount/value of &#', '$1'],
  ['score/sum/total/average/count/number/amount/value of &%limit', '$1'],
  // "Completed at least 5 lessons": how often stands between the verb and what it is about.
  ['%past %limit? # %plural', '$1 $4 $2 $3 times'],
  ['# y . o .?', '$1 years old'],
  ['a? random half of', 'half of'],
]

const STEPS: readonly Paraphrase[] = [
  ['reached/reach/reaching at? step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder at least $4'],
  ['on/at/in the? step/stage/rung/level # of/on the? hunt/awareness? ladder', 'ladder $4'],
  ['past/above/beyond/over step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder over $3'],
  ['below/under/before step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder under $3'],
]

/** Those who came last of all. */
const NEWEST: readonly Paraphrase[] = [
  [
    'newest/latest/freshest customers/clients/subscribers/members/people/users/contacts/joiners/signups',
    'subscribed recently',
  ],
]

/** Of whom nothing came. */
const QUIET: readonly Paraphrase[] = [['inactive/idle/silent/dormant/passive for # %unit', 'quiet for $3 $4']]

/** Words that say nothing more where they stand. */
const FILLING: readonly Paraphrase[] = [
  ['yet/anymore/tho/though/please &$', ''],
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
  ...SENT_BY_US,
  ...CODES,
  ...DENIED,
  ...SINCE,
  ...NUMBERS,
  ...STEPS,
  ...NEWEST,
  ...QUIET,
  ...FILLING,
])
