import type { Paraphrase } from './paraphrase.js'

const LESS = 'less/under/fewer/below'
const MORE = 'more/over/longer/older/above'
const MONTHS =
  'january/february/march/april/may/june/july/august/september/october/november/december/jan/feb/mar/apr/jun/jul/aug/sep/sept/oct/nov/dec'
const TIME = 'this/last/in/since/during/within/over/past/before/after/yesterday/today/from/between/on'

/** Stretches of time as they are typed. */
export const STRETCHES: readonly Paraphrase[] = [
  [`${MORE} than? # but/and/yet ${LESS} than? # %unit ago/back`, 'between $3 and $7 $8 ago'],
  [`${MORE} than? # but/and/yet ${LESS} than? # %unit since`, 'between $3 and $7 $8 since'],
  ['at least # but/and/yet less/under/fewer than? # %unit ago/back', 'between $3 and $7 $8 ago'],
]

/** The same where nothing else can be read instead. */
export const AGO: readonly Paraphrase[] = [
  ['# + %unit ago/back', 'over $1 $3 ago'],
  ['# plus %unit ago/back', 'over $1 $3 ago'],
  [
    'between # and # %unit since their/the/his? last/latest/previous order/purchase',
    'last order between $2 and $4 $5 ago',
  ],
  ['within # %unit of/from/following receiving/getting', 'within $2 $3 after receiving'],
  ['within # %unit of/from/following', 'within $2 $3 after'],
  ['within a/an/one day/week/month/hour/year of/from/following', 'within 1 $3 after'],
  ['at/over/during/on/for the weekend', 'last weekend'],
  ['but/and not for &%word', '$1 not'],
]

/** When they were born, came, and by what. */
export const WHO: readonly Paraphrase[] = [
  [`${MONTHS} born/babies/kids`, 'born in $1'],
  [`born &${MONTHS}`, 'born in'],
  ['found/discovered/learned/know/knew/heard us/about/of us? through/via/from/on/by/in/at a/an/the/our?', 'came from'],
  ['buyers/purchasers/orderers/owners of a/an/the/any/our? * who/that', 'bought $4 and'],
  ['buyers/purchasers/orderers/buyer/purchaser of a/an/the/any/our?', 'bought'],
  ['paid/pay/paying with/using/by', 'used'],
  ['sub/subs &expiring/expires/expired/expire/ends/ending/ended/runs/renews/renewal/end', 'subscription'],
  ['series/flow/sequence early/prematurely/midway/halfway/midstream/unfinished', '$1'],
  ['series/flow/sequence before the/its? end/finish/finishing', '$1'],
  ['stopped/quit/abandoned/left/dropped the? * midway/halfway/early/midstream', 'left $3'],
  ['invited/invites/invitees/invite to/for the/our?', 'received'],
  ['* invitees/invites', 'received $1'],
  ['employees/staff/workers/personnel/colleagues/managers of/at &%word', 'company'],
  ['work/works/working/employed at/for/by/in &%word', 'company'],
  ['no/without/missing/lacking * info/information/data/details', '$2 unknown'],
  ['missing/lacking &phone/birthday/city/country/location/username', 'no'],
  ['turned/switched/opted/ticked off/out of?', 'does not want to hear about'],
  ['disabled/declined/refused/rejected/unchecked/removed/muted &%word', 'does not want to hear about'],
  ['no longer/more interested in', 'does not want to hear about'],
  ['not interested in', 'does not want to hear about'],
  ['viewed/opened/visited/followed/hit/saw/used the? * link/button', 'clicked $3'],
  ['no/without/zero email/message/mail/newsletter/offer? opens/views/reads', 'not opened'],
  ['email/message/mail/newsletter opens', 'opened'],
  ['but/and nothing on/from/for &%word', '$1 not bought'],
  [', nothing on/from/for &%word', '$1 not bought'],
  ['and/but/, nothing since &$', '$1 no orders after'],
  ['and/but/, the? first/last/latest one &over/under/above/below/at/more/less', '$1 $3 order'],
]

/** What we did, and not they. */
export const BY_US: readonly Paraphrase[] = [
  ['wasnt/werent/isnt/arent messaged/emailed/contacted/texted/mailed/notified by? us?', 'not received'],
  ['was/were/been messaged/emailed/contacted/texted/mailed/notified by? us?', 'received'],
  // Whoever viewed a link opened it.
  ['viewed/visited/saw/seen/hit the/a/any/our/this? link/links &$', 'clicked'],
  [
    'we/i have/had/did/do/were? not/never/havent/hasnt/hadnt/didnt/dont/werent/wasnt yet/ever? been? messaged/emailed/contacted/texted/mailed/notified/written/message/email/contact/text/mail/notify/write to? them/anything/any?',
    'not received',
  ],
  ['we/i have/had/ve? reached/pinged/sent', 'received'],
  ['we/i have/had/ve? messaged/emailed/contacted/texted/mailed/notified/written to? them?', 'received'],
]

const READING = 'clicking/opening/reading/replying/reacting/responding/answering'
const BUYING = 'buying/ordering/shopping/purchasing'
const LATELY = 'for/in/since/over/during/last/this'

/** What people no longer do: no stop of offers. */
export const NO_LONGER: readonly Paraphrase[] = [
  [`stopped/quit/stop ${BUYING} from? us? &*`, 'lapsed'],
  [`stopped/quit/stop ${BUYING} from? us?`, 'lapsed'],
  [`no longer ${BUYING}/buy/order/shop/purchase from? us?`, 'lapsed'],
  [`stopped/quit/stop ${READING} our? us/messages/emails/mails? &${LATELY}`, '$2 ever and not $2'],
  [`no longer ${READING} our? us/messages/emails/mails? &${LATELY}`, '$3 ever and not $3'],
  [`stopped/quit/stop ${READING} our? us/messages/emails/mails?`, '$2 ever and not $2 lately'],
]

/** How often, and how much, in the order in which it is typed. */
export const HOW_MUCH: readonly Paraphrase[] = [
  ['havent/hasnt/didnt/not/never placed/made/done/place/make/do even? a/one single order/purchase/thing', '$1 ordered'],
  ['kids/children :', '$1'],
  ['spenders of &#', 'spent'],
  ['spenders &over/above/at/more', 'spent'],
  ['code/codes/coupon &starts/starting/begins/beginning/contains/containing/ends/ending', 'promo code'],
  ['a? member/members/part of any/a/the? series', 'in series'],
  ['on? the same? day they received/got', 'on the day of receiving'],
  ['on? the same? day they opened/saw/read', 'on the day of seeing'],
  ['on? the same? day they clicked', 'on the day of clicking'],
  ['%plural :', '$1'],
  ['ever &$', ''],
  ['and/but then bought/ordered/purchased again', '$1 $3 again'],
  [
    'paid/spent/pay/spend %limit £/$/€? # €/eur/euro/euros/dollars/usd/pounds/gbp/bucks/quid? for/on/in/per/at one/a/an/single/any single? order/purchase/go/visit/transaction/time/basket',
    'an order worth $2 $3 $4 $5',
  ],
  [
    'paid/spent/pay/spend %limit £/$/€? # for/on/in/per/at one/a/an/single/any single? order/purchase/go/visit/transaction/time/basket',
    'an order worth $2 $3 $4',
  ],
  [
    'paid/spent/pay/spend £/$/€? # or/and more/over €/eur/euro/euros/dollars/usd/pounds/gbp/bucks/quid? for/on/in/per/at one/a/an/single/any single? order/purchase/go/visit/transaction/time/basket',
    'an order worth at least $2 $3 $6',
  ],
  [
    'paid/spent/pay/spend £/$/€? # + €/eur/euro/euros/dollars/usd/pounds/gbp/bucks/quid? for/on/in/per/at one/a/an/single/any single? order/purchase/go/visit/transaction/time/basket',
    'an order worth at least $2 $3 $5',
  ],
  [
    'order/basket/cart/purchase value/size/amount/total/worth was/is/of? &over/above/under/below/more/less/at',
    'an order worth',
  ],
  ['spent/spend/spending/pay/paid/pays/spends * on/in average', 'average order $2'],
  ['on/in average spent/spend/spending/pay/paid/pays/spends', 'average order'],
  ['^ %limit? £/$/€ # on/in/for &%word', 'spent $2 $3 $4 on'],
  ['customers/buyers/clients/shoppers/purchasers from/of/in 2021/2022/2023/2024/2025/2026', 'ordered in $3'],
  ['average/avg/mean &over/above/under/below/less/more/at/between', 'average order'],
  [', average/avg/mean &over/above/under/below/less/more/at/between', ', average order'],
  ['first-time/first - time buyers/customers/shoppers/orderers', 'one time buyers'],
  ['first time buyers/customers/shoppers/orderers', 'one time buyers'],
  ['bought/ordered/purchased * for the/their first/1st time', 'first ordered $2'],
  ['whod/theyd/would like/love/want to? hear? about?', 'want'],
  ['* eaters/drinkers/wearers/addicts &$', 'bought $1'],
  ['* eaters/drinkers/wearers/addicts &,/who/and/but', 'bought $1'],
  ['and/but/, nothing bought/ordered/purchased &$', '$1 no orders'],
  ['and/but/, no/zero orders/purchases placed/made &$', '$1 no orders'],
  [
    'not/never/havent/hasnt/didnt/dont completed/finished/attended/visited/made/left/done/used/taken a/even/one a/one? single/one? &%word',
    '$1 $2',
  ],
  ['want/wants * only? once/twice a week/month', '$1 $2 and chosen frequency $4 $5 $6'],
  [', weekly/monthly &$', '$1 chosen frequency $2'],
]

const BUYS = 'ordered/bought/purchased/order/orders/purchase/used/buyers/shopped/customers/bought/spent/purchases'
const DIDNT = 'not/never/havent/hasnt/hadnt/didnt/dont'

/** Who came back behind what they bought has bought again. */
export const CAME_BACK: readonly Paraphrase[] = [
  [`${BUYS} * and/but/, ${DIDNT} yet/ever? come/came/been back ever/again? &$`, '$1 $2 but never ordered again'],
  [`${BUYS} and/but/, ${DIDNT} yet/ever? come/came/been back ever/again? &$`, '$1 but never ordered again'],
  [`${BUYS} * and/but/,/then then? came/come back again? &$`, '$1 $2 and ordered again'],
  [`${BUYS} * and/but/,/then then? came/come back again? for more &$`, '$1 $2 and ordered again'],
  [`${BUYS} * and/but/,/then then? came/come back again? &${TIME}`, '$1 $2 $3 ordered'],
  [`${BUYS} * and/but/,/who/that then? ${DIDNT} come/came/been back again? &${TIME}`, '$1 $2 $3 not ordered'],
  [`${BUYS} * who/that ${DIDNT} yet/ever? come/came/been back ever/again? &$`, '$1 $2 but never ordered again'],
]

/** What is said of several that stand before it. */
export const ALL_OF_THEM: readonly Paraphrase[] = [
  [`, both/each times/orders/purchases/of/two? them/those? &${TIME}`, '$1'],
]

/** Where they stand on the ladder. */
export const STEPS: readonly Paraphrase[] = [
  ['step/stage/rung/level # on/of/in the? hunt/awareness? ladder', 'ladder $2'],
  ['step/stage/rung/level # on/of/in the? hunt/awareness? ladder', 'ladder $2'],
  ['reached/reach/reaching at? step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder at least $4'],
  ['on/at/in the? step/stage/rung/level # of/on the? hunt/awareness? ladder', 'ladder $4'],
  ['past/above/beyond/over step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder over $3'],
  ['below/under/before step/stage/rung/level # of/on? the? hunt/awareness? ladder?', 'ladder under $3'],
]

/** How long they have been here. */
export const LONG: readonly Paraphrase[] = [
  ['acquired &in/last/this/since/during/between/before/after', 'joined'],
  ['subscribers/subscribed/followers for # + %unit', 'subscribed over $3 $5 ago'],
  ['subscribers/subscribed/followers for over # %unit', 'subscribed over $4 $5 ago'],
  ['subscribers/subscribed/followers for more/at than/least # %unit', 'subscribed over $5 $6 ago'],
]

/** Those who came last of all. */
export const NEWEST: readonly Paraphrase[] = [
  [
    'newest/latest/freshest customers/clients/subscribers/members/people/users/contacts/joiners/signups',
    'subscribed recently',
  ],
]
