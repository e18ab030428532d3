/** Who is spoken of. */
export const people = {
  /** Who is spoken of: says nothing before a condition that has no subject, nor behind it. */
  people: [
    ...['people', 'customers', 'clients', 'subscribers', 'users', 'buyers', 'shoppers', 'members', 'contacts'],
    ...[
      'readers',
      'followers',
      'signups',
      'sign-ups',
      'joiners',
      'visitors',
      'residents',
      'locals',
      'inhabitants',
      'traffic',
      'profiles',
      'those',
      'those who',
      'people who',
      'customers who',
      'subscribers who',
      'users who',
      'clients who',
    ],
    ...['that', 'which', 'everyone who', 'all who', 'anyone who', 'ones', 'folks', 'the ones', 'the ones who'],
    ...['all those who', 'person', 'all the people who', 'all people who', 'all customers who', 'whoever', 'whose'],
    ...['they', 'where', 'customer', 'their', 'his', 'her', 'guests', 'audience', 'everybody who', "who've"],
    ...['people with', 'folks who', 'us', 'me', 'our', 'them', 'ppl', 'peeps', 'subs', 'we', 'owners', 'owner'],
    ...[
      'holders',
      'lovers',
      'fans',
      'drivers',
      'wearers',
      'drinkers',
      'eaters',
      'attendees',
      'goers',
      'players',
      'enthusiasts',
      'anyone with',
      'everybody with',
      'guys who',
      'humans',
    ],
  ],
  /** Before a place where people live. */
  livesIn: [
    ...['from', 'in', 'live in', 'lives in', 'living in', 'based in', 'located in', 'residents of', 'resident in'],
    ...['who live in', 'who are from', 'that live in', 'are from', 'is from', 'are in', 'is in', 'inhabitants of'],
    ...['people of', 'citizens of', 'living near the city of', 'reside in', 'resides in', 'located at'],
  ],
  /** People who bought, where nothing else says what they did. */
  buyers: [
    ...['buyers', 'customers', 'shoppers', 'purchasers', 'payers', 'clients who bought', 'paying customers'],
    ...['actual customers', 'paying users'],
  ],
  /** Who bought, and has not for long. */
  lapsed: [
    ...['lapsed', 'lapsed customers', 'lapsed buyers', 'churned', 'churned customers', 'stopped buying', 'lost buyers'],
    ...['former customers', 'former buyers', 'ex-customers', 'no longer buy', 'dormant buyers', 'win-back', 'winback'],
    ...['lapsed shoppers', 'used to buy'],
  ],
  /** Who spends much, where nobody says how much. */
  bigSpenders: [
    ...[
      'big spenders',
      'high spenders',
      'top spenders',
      'whales',
      'high rollers',
      'best customers',
      'top customers',
      'top spender',
      'big spender',
      'best customer',
    ],
    ...['best buyers', 'top buyers', 'most valuable customers', 'biggest spenders', 'heavy spenders'],
    ...['valuable customers'],
  ],
  repeatBuyers: [
    ...['repeat buyers', 'repeat customers', 'returning customers', 'returning buyers', 'regular customers'],
    ...['regular buyers', 'repeat shoppers', 'repeat clients', 'returning clients', 'loyal repeat buyers'],
    ...['repeated buyers', 'repeat purchasers', 'multi-buyers', 'multiple-time buyers', 'returning shoppers'],
    ...['regulars'],
  ],
  oneTimeBuyers: [
    ...['one-time buyers', 'one-time customers', 'one time buyers', 'one time customers', 'single-order customers'],
    ...['one-off buyers', 'one-off customers', 'one time shoppers', 'one-time shoppers', 'single-purchase customers'],
    ...['one-time purchasers', 'first-time buyers', 'first time buyers', 'bought only once', 'single buyers'],
  ],
  /** Says nothing before a field of what people like. */
  favourite: ['favourite', 'favorite', 'preferred'],
  /** Before what people like: a value of a field of theirs. */
  likes: [
    ...['likes', 'like', 'love', 'loves', 'into', 'fond of', 'keen on', 'prefer', 'prefers', 'interested in'],
    ...['fans of', 'enjoy', 'enjoys', 'lovers of', 'interest in', 'care about', 'are into', 'wants', 'want'],
    ...[
      'want to',
      'wants to',
      'looking to',
      'trying to',
      'hoping to',
      'who want to',
      'aim to',
      'aims to',
      'looking for',
    ],
    ...['passionate about', 'crazy about', 'enthusiastic about', 'curious about', 'really into', 'big on'],
    ...['works at', 'work at', 'works for', 'work for', 'working at', 'working for', 'employed by', 'employed at'],
    ...['studies at', 'study at', 'drives a', 'drive a', 'driving a', 'driving', 'owns a', 'own a', 'rides', 'plays'],
    ...[
      'goes in for',
      'do',
      'does',
      'doing',
      'practise',
      'practises',
      'practices',
      'practising',
      'drives an',
      'drive an',
      'owns an',
      'own an',
    ],
  ],
  newcomers: [
    ...['new subscribers', 'new', 'new customers', 'new people', 'newcomers', 'new contacts', 'newbies', 'new users'],
    ...['new joiners', 'new signups', 'new sign-ups', 'new members', 'fresh subscribers', 'newly subscribed'],
    ...[
      'new followers',
      'new subs',
      'new arrivals to the bot',
      'fresh signups',
      'fresh followers',
      'new leads',
      'new ones',
      'recent subscribers',
      'newly joined',
    ],
  ],
  /** Before the name of a segment. */
  memberOf: [
    ...['in', 'from', 'in the', 'among', 'of', 'part of', 'members of', 'belong to', 'belongs to', 'inside', 'within'],
    ...['are in', 'is in', 'who are in', 'belonging to', 'anyone in', 'everyone in'],
  ],
  /** Before the name of a source or a channel. */
  cameFrom: [
    ...['from', 'came from', 'came through', 'came via', 'via', 'through', 'came by', 'joined from', 'joined via'],
    ...['joined through', 'subscribed from', 'subscribed via', 'subscribed through', 'come from', 'who came from'],
    ...['found us on', 'found us via', 'came in from', 'came over from', 'arrived from', 'arrived via'],
    ...['signed up via', 'signed up from', 'signed up through', 'registered via', 'acquired via', 'acquired from'],
    ...['got here from', 'first came from', 'referred by', 'brought by', 'joined by', 'coming from', 'started from'],
  ],
  /** Before a language. */
  speaks: [
    ...['speaks', 'speak', 'speaking', 'who speak', 'talk', 'talks', 'talk in', 'use', 'uses', 'who speaks', 'using'],
    ...['reading in', 'write in'],
  ],
  /** Behind a language. */
  speakers: [
    ...['speakers', 'speaking', 'speaker', 'speaking people', 'speaking customers', 'speaking subscribers', 'language'],
    ...['-speaking', 'speaking users', 'users', 'interface'],
  ],
  /** Says nothing before the day that comes round. */
  coming: ['coming up', 'is coming up', 'is', 'comes up', 'falls', 'is coming', 'happens', 'comes'],
  /** Before a decade of ages: "in their 30s". */
  inTheir: ['in their', 'in his', 'in her', 'aged in their', 'people in their'],
  /** Ages with a word of their own. */
  adults: ['adults', 'adult', 'of age'],
  /** Ages with a word of their own. */
  minors: ['minors', 'underage', 'not of age'],
  /** Ages with a word of their own. */
  teenagers: ['teenagers', 'teens'],
  /** Behind a number it is an age. */
  yearsOld: [
    ...['years old', 'year old', 'year olds', 'years of age', 'y.o.', 'yo', 'y/o', 'year-olds', 'year-old', 'yrs old'],
    ...['years', 'yr old', 'age', 'yrs', "yo's", 'years-old', 'something', 's'],
  ],
  older: ['older than', 'over the age of', 'above the age of'],
  younger: ['younger than', 'under the age of', 'below the age of'],
  noOlder: [
    ...['no older than', 'not older than', 'not over the age of', 'no older then', 'no more than the age of'],
    ...['up to the age of', 'up to age'],
  ],
  noYounger: ['no younger than', 'not younger than', 'not under the age of', 'at least the age of', 'from the age of'],
  /** Before an age that somebody reaches on a birthday. */
  turning: [
    ...['turning', 'turns', 'turn', 'will turn', 'who turn', 'are turning', 'is turning', 'turned', 'will be'],
    ...['reaching', 'going to be', 'will be turning', 'celebrate their', 'celebrating their'],
  ],
  /** Those of the birthday's words after which a day itself is left out by "before" in any of its words. */
  born: ['born', 'was born', 'were born'],
}
