/**
 * Words of the segment language. The first of each is the one a condition is written with, where that word does not
 * change its form; the others are read too. Phrases are compared whatever their case.
 */
export const segmentWords = {
  and: ['and', '&', '&&'],
  /** Before the first of several things that are all meant. */
  both: ['both', 'each of', 'both of'],
  or: ['or', '|', '||', 'or else', 'and/or', 'or either', 'or alternatively', 'or maybe', 'or those who', 'or who'],
  not: [
    ...['not', 'no', 'never', 'without', 'but not', 'did not', "didn't", 'do not', "don't", 'does not', "doesn't"],
    ...['has not', "hasn't", 'have not', "haven't", 'is not', "isn't", 'are not', "aren't", 'has no', 'have no', '!'],
    ...['without a', 'without an', 'without any', 'without the', 'no one', 'outside', 'outside of', 'non', "can't"],
    ...['cannot', 'can not', 'neither', 'nor', "weren't", 'were not', "wasn't", 'was not', "hadn't", "won't"],
    ...['nobody who', 'none who', "haven't got", "hasn't got", 'with no', 'who never', "who didn't", "who haven't"],
    ...["who hasn't", 'lacking', 'not a', 'not an'],
  ],
  /** Joins like *and*, and leaves out what follows. */
  except: [
    ...['except', 'except for', 'excluding', 'apart from', 'minus', 'other than', 'not counting', 'but without'],
    ...['leaving out', 'leave out', 'without those', 'with the exception of', 'skip', 'skipping', 'but no'],
    ...['but not those', 'but excluding', 'save for', 'bar', 'omit', 'omitting', 'exclude', 'but exclude', 'excluded'],
    ...['anywhere but', 'anywhere except', 'everywhere but'],
    ...[],
  ],
  /** Joins like *and*. */
  but: [
    ...['but', 'but also', 'yet', 'while', 'as well as', 'plus', 'however', 'and also', 'and then', 'who also'],
    ...['and who', 'and they', 'and have', '; and', 'together with', 'along with'],
  ],
  /** Before the whole of a name. */
  exactName: [
    ...['named', 'called', 'name is', 'first name is', 'whose name is', 'by the name of', 'first name', 'by name'],
    ...['name', 'with the name', 'last name', 'surname', 'last name is'],
  ],
  /** Who is spoken of: says nothing before a condition that has no subject, nor behind it. */
  people: [
    ...['people', 'customers', 'clients', 'subscribers', 'users', 'buyers', 'shoppers', 'members', 'contacts'],
    ...['readers', 'those', 'those who', 'people who', 'customers who', 'subscribers who', 'users who', 'clients who'],
    ...['that', 'which', 'everyone who', 'all who', 'anyone who', 'ones', 'folks', 'the ones', 'the ones who'],
    ...['all those who', 'person', 'all the people who', 'all people who', 'all customers who', 'whoever', 'whose'],
    ...['they', 'where', 'customer', 'their', 'his', 'her', 'guests', 'audience', 'everybody who', "who've"],
    ...['people with', 'folks who', 'us', 'me', 'our', 'them', 'ppl', 'peeps', 'subs', 'we', 'owners', 'owner'],
    ...['holders', 'lovers', 'fans', 'drivers', 'wearers', 'anyone with', 'everybody with', 'guys who', 'humans'],
  ],
  /** Before a place where people live. */
  livesIn: [
    ...['from', 'in', 'live in', 'lives in', 'living in', 'based in', 'located in', 'residents of', 'resident in'],
    ...['who live in', 'who are from', 'that live in', 'are from', 'is from', 'are in', 'is in', 'inhabitants of'],
    ...['people of', 'citizens of', 'living near the city of', 'reside in', 'resides in', 'located at'],
  ],
  /** Behind what happened: of anything, and not of what follows. */
  anythingBut: [
    ...['anything but', 'anything except', 'everything but', 'anything other than', 'something other than'],
    ...['something else than', 'anything besides'],
  ],
  /** Says nothing where what happened has an object. */
  anything: [
    ...['anything', 'something', 'any', 'at all', 'in total', 'total', 'overall', 'altogether', 'ever'],
    ...['anything else', 'just', 'simply', 'even', 'really', 'actually', 'already', 'yet', 'recently at all'],
    ...['from us', 'our', 'single', 'of our', 'all time', 'all-time', 'lifetime', 'of all time', 'at any time', 'also'],
    ...['too', 'as well', 'to them', 'them', 'now', 'right now', 'currently', 'still', 'at the moment', 'these days'],
  ],
  /** Behind an offer: it was seen for certain. */
  forSure: ['for sure', 'for certain', 'certainly', 'definitely', 'with certainty'],
  /** The offer that was named before. */
  it: [
    ...['it', 'that', 'this', 'this one', 'that one', 'it yet', 'in it', 'on it', 'any link in it', 'a link in it'],
    ...['this offer', 'that offer', 'this message', 'it at all', 'the same offer', 'same offer', 'any of its links'],
    ...['its links', 'that message', 'a link in that', 'this campaign', 'that campaign'],
  ],
  /** Of whichever offer, and not of the one that was named before. */
  anyOffer: ['any offer', 'any offers', 'any of the offers', 'any of our offers', 'any offer at all', 'to any offer'],
  /** Of whichever offer: it happened with none. */
  noOffer: ['no offer', 'no offers', 'no offer at all', 'none of the offers', 'none of our offers'],
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
    ...['big spenders', 'high spenders', 'top spenders', 'whales', 'high rollers', 'best customers', 'top customers'],
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
  ],
  newcomers: [
    ...['new subscribers', 'new', 'new customers', 'new people', 'newcomers', 'new contacts', 'newbies', 'new users'],
    ...['new joiners', 'new signups', 'new sign-ups', 'new members', 'fresh subscribers', 'newly subscribed'],
    ...['new followers', 'new subs', 'new ones', 'recent subscribers', 'newly joined'],
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
    ...['speaks', 'speak', 'speaking', 'who speak', 'talk', 'talks', 'talk in', 'use', 'who speaks', 'using'],
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
  /** Says nothing before a condition. */
  has: [
    ...['has a', 'has an', 'have a', 'with a', 'with an', 'has', 'have', 'had', 'did', 'is', 'are', 'was', 'who'],
    ...['with', 'shared', 'gave', 'provided', 'filled in', 'given', 'having', 'got a', 'there is', "there's"],
    ...['will have', 'have got', 'has got', 'were', 'wear', 'wears', 'wearing', 'own', 'owns', 'drive', 'drives'],
  ],
  allOf: ['All of', 'all', 'all of these', 'all of them', 'every one of'],
  anyOf: ['Any of', 'any', 'one of', 'at least one of', 'any of these', 'either'],
  noneOf: ['None of', 'none', 'none of these', 'neither', 'not any of'],
  notAllOf: ['Not all of', 'not all'],

  /** Those of the birthday's words after which a day itself is left out by "before" in any of its words. */
  born: ['born', 'was born', 'were born'],

  /** Of several messages of an offer. */
  message: ['message', 'version'],
  link: [
    ...['link', 'button', 'the link', 'the button', 'a button', 'on the button', 'on link', 'on the link', 'on button'],
    ...['links', 'the link called'],
  ],
  property: ['property', 'with property', 'with the property', 'where property', 'whose property', 'having property'],
  topic: [
    ...['topic', 'on topic', 'about', 'topics', 'the topic', 'on the topic of', 'on the subject of', 'about the topic'],
    ...['topic of'],
  ],
  /** Says nothing before the name of an offer. */
  offer: [
    ...['offer', 'the offer', 'on', 'the', 'a link in', 'any link in', 'link in', 'a link from', 'links in'],
    ...['on a link in', 'on the link in', 'on any link in', 'in', 'from', 'any link from', 'the link in', 'on the'],
    ...['to', 'to the', 'to our', 'our', 'at', 'of', 'about', 'inside', 'for', 'through', 'with', 'by'],
    ...['a link inside', 'links from', 'something in', 'anything in', 'any of', 'a link of', 'links of'],
  ],
  /** What an offer is called, before its name or behind it. */
  offerNoun: [
    ...['offer', 'campaign', 'broadcast', 'mailing', 'newsletter', 'message', 'email', 'promo', 'mail', 'post', 'push'],
    ...['announcement', 'mailshot', 'sms', 'notification', 'blast', 'promotion', 'letter', 'emails', 'messages'],
    ...['offers', 'broadcasts', 'text'],
  ],
  product: ['of', 'product', 'on', 'item', 'products', 'items', 'goods'],
  category: [
    ...['category', 'of category', 'in category', 'from category', 'on category', 'categories', 'the category'],
    ...['in the category', 'from the category', 'things from category', 'of the category'],
  ],
  priceOver: [
    ...['for more than', 'for over', 'worth more than', 'worth over', 'totalling over', 'totalling more than'],
    ...['for at more than', 'costing more than', 'costing over', 'worth at more than', 'bigger than', 'larger than'],
    ...['in excess of', 'of over', 'of more than', 'for above', 'above'],
  ],
  priceUnder: [
    ...['for less than', 'for under', 'worth less than', 'worth under', 'totalling under', 'totalling less than'],
    ...['costing less than', 'costing under', 'smaller than', 'of under', 'of less than', 'for below', 'cheaper than'],
  ],
  forTotal: [
    ...['for', 'worth', 'with a total of', 'total', 'totalling', 'costing', 'amounting to', 'for a total of'],
    ...['to the value of', 'in total of'],
  ],
  /** Near a place, where nobody says how far. */
  nearby: [
    ...['near', 'close to', 'around', 'next to', 'nearby', 'in the vicinity of', 'not far from', 'live near'],
    ...['living near', 'lives near', 'near to', 'by', 'in the area of', 'close by'],
  ],
  km: ['km', 'kilometers', 'kilometres', 'kilometer', 'kilometre', 'k m', 'kms', 'miles', 'mile', 'mi'],
  ofPlace: [
    ...['of', 'from', 'around', 'near', 'to', 'away from', 'of the', 'from the', 'off', 'radius of', 'radius around'],
    ...['out of', 'radius from', 'around the', 'of the city of'],
  ],
  /** Shares that have a word of their own, in front of what they are a share of. */
  share: ['half', 'a quarter', 'a third', 'a tenth'],
  percent: ['%', 'percent', 'per cent', 'pct', 'percents'],

  known: [
    ...['known', 'is known', 'are known', 'filled', 'is filled', 'is set', 'set', 'specified', 'given', 'provided'],
    ...['is filled in', 'filled in', 'on file', 'available', 'know', 'know the', 'we know'],
  ],
  unknown: [
    ...['unknown', 'is unknown', 'are unknown', 'not known', 'is not known', 'is not filled', 'not filled', 'empty'],
    ...['missing', 'is missing', 'are missing', 'not set', "don't know", 'do not know', "we don't know", 'no data'],
    ...['blank', 'undefined', 'not specified', 'not given', 'is empty', 'unspecified', "isn't known", 'not provided'],
    ...['is not set', "isn't set"],
  ],
  is: [
    ...['is', 'are', 'is either', 'either', 'are either', 'is one of', 'one of', 'is any of', 'any of', 'equals'],
    ...['was', 'is equal to', 'equal', 'are one of', 'is from', 'were', 'be', '='],
  ],
  isNot: [
    ...['is not', "isn't", 'not', 'are not', "aren't", '!=', '≠', '<>', 'other than', 'except', "isn't any of"],
    ...['is none of', 'neither', 'is neither', 'are none of', "doesn't equal", 'does not equal', 'different from'],
    ...['not in', 'is not in', 'is other than', 'anything but', 'anything except', 'is anything but'],
  ],
  contains: [
    ...['contains', 'contain', 'containing', 'includes', 'include', 'including', 'has in it', 'with text'],
    ...['contains the word', 'containing the word', 'has the word', 'with the word', 'mentions', 'mention'],
  ],
  startsWith: [
    ...['starts with', 'start with', 'begins with', 'begin with', 'beginning with', 'starts from', 'starting with'],
    ...['start from', 'beginning from'],
  ],
  endsWith: ['ends with', 'end with', 'ends in', 'ending with', 'ending in', 'finishes with', 'finishing with'],
  containsNot: [
    ...['does not contain', "doesn't contain", 'without text', 'not containing', 'not contain', 'without the word'],
    ...['does not include', "doesn't include", 'do not contain', "don't contain"],
  ],
  yes: ['yes', 'true', '+', 'y', 'yep'],
  no: ['no', 'false', '-', 'n', 'nope'],

  over: [
    ...['over', 'more than', 'above', 'greater than', '>', 'older than', 'longer than', 'exceeding', 'exceeds'],
    ...['beyond', 'more then', 'upwards of', 'larger than', 'bigger than', 'higher than', 'north of', 'in excess of'],
    ...['greater then', 'over then'],
  ],
  under: [
    ...['under', 'less than', 'below', 'fewer than', '<', 'younger than', 'lower than', 'smaller than', 'less then'],
    ...['fewer then'],
  ],
  atLeast: [
    ...['at least', 'not less than', 'no less than', 'no fewer than', '>=', '≥', 'minimum', 'min', 'not under'],
    ...['not below', 'a minimum of', 'minimum of', 'at a minimum', 'no lower than', 'at the very least'],
    ...['from at least', 'at minimum', 'starting at'],
  ],
  atMost: [
    ...['at most', 'not more than', 'no more than', 'up to', '<=', '≤', 'maximum', 'max', 'not over', 'not above'],
    ...['a maximum of', 'maximum of', 'no higher than', 'not exceeding', 'not higher than', 'at the most'],
  ],
  exactly: ['exactly', '=', '==', 'equal to', 'just', 'only', 'precisely', 'equals', 'only just', 'strictly', 'sharp'],
  notExactly: ['not exactly', 'other than', '!=', '≠'],
  once: [
    ...['once', 'one time', 'a single time', '1x', 'just once', 'only once', 'exactly once', 'one single time'],
    ...['1 time only'],
  ],
  twice: ['twice', 'two times', 'exactly twice', 'only twice', 'just twice'],
  thrice: ['thrice', 'three times'],
  never: [
    ...['none', 'never', 'not once', 'not a single time', 'zero', 'nothing', 'not even once', 'not ever', 'at no time'],
    ...['not a single one'],
  ],
  between: ['between'],
  /** Says nothing after a number of times. */
  times: [
    ...['times', 'time', 'messages', 'message', 'offers', 'orders', 'clicks', 'click', 'order', 'purchases'],
    ...['purchase', 'reply', 'replies', 'emails', 'occasions', 'occasion', 'reactions', 'reaction', 'in number'],
    ...['letters', 'x'],
  ],

  in: [
    ...['in', 'in the last', 'in last', 'last', 'within', 'within the last', 'during', 'for', 'past', 'in the past'],
    ...['over the last', 'over the past', 'over last', 'in these last', 'these last', 'this past', 'the last'],
    ...['the past', 'throughout the last', 'in the latest', 'in past', 'during the last', 'during the past'],
    ...['for the last', 'for the past', 'in the course of', 'in the previous', 'across the last', 'inside the last'],
    ...['within the past', 'for at least the last', 'as of the last', 'previous', 'recent', 'most recent'],
  ],
  inLast: [
    ...['in last', 'in the last', 'last', 'past', 'in the past', 'within the last', 'over the last', 'over the past'],
    ...['during the last', 'during the past', 'the last', 'the past', 'this past', 'within the past', 'these last'],
  ],
  inNext: [
    ...['in next', 'in the next', 'next', 'within the next', 'in the coming', 'coming', 'upcoming', 'within next'],
    ...['during the next', 'over the next', 'over the coming', 'the next', 'in the upcoming', 'within the coming'],
    ...['during the coming', 'for the next', 'in coming', 'the coming'],
  ],
  today: ['today', 'right now today', 'this day', 'today only'],
  tomorrow: ['tomorrow'],
  thisWeek: [
    ...['this week', 'in this week', 'during this week', 'within this week', 'the current week', 'current week'],
    ...['this calendar week', 'in the current week', 'sometime this week'],
  ],
  thisMonth: [
    ...['this month', 'in this month', 'during this month', 'within this month', 'the current month', 'current month'],
    ...['this calendar month', 'in the current month', 'later this month', 'sometime this month'],
  ],
  yesterday: ['yesterday'],
  /** Before a stretch of the calendar. */
  thisOne: [
    ...['this', 'in this', 'during this', 'the current', 'in the current', 'current', 'so far this', 'within this'],
    ...['the present', 'in the present', 'since the start of the', 'since the beginning of the'],
    ...['since the start of this', 'since the beginning of this', 'earlier this', 'so far in this'],
    ...['from the start of this', 'the ongoing', 'later this'],
  ],
  /** Before a week or a month of the calendar that comes. */
  nextOne: ['next', 'during next', 'nxt'],
  lastOne: [
    ...['last', 'previous', 'the previous', 'in the previous', 'during the previous', 'during last'],
    ...['the last calendar', 'last calendar', 'the prior', 'prior', 'over the previous', 'in the preceding'],
  ],
  calendarDay: ['day'],
  calendarWeek: ['week', 'calendar week', 'wk'],
  calendarMonth: ['month', 'calendar month', 'mth'],
  calendarQuarter: ['quarter', 'calendar quarter', 'quarters'],
  calendarYearAlone: ['year', 'calendar year', 'yr'],
  /** Before the name of a month or the number of a year. */
  duringNamed: [
    ...['in', 'during', 'for', 'throughout', 'in the month of', 'during the month of', 'all through', 'within', 'over'],
  ],
  /** Says nothing after the number of a year. */
  calendarYear: ['year'],
  /** Says nothing before a decade. */
  article: ['the', 'a', 'an', 'some', 'our', 'their', 'these', 'those'],
  /** Behind a number that it makes the least, or the most. */
  orMore: [
    ...['or more', 'and more', 'or over', 'and over', 'or higher', 'and higher', 'or above', 'and above', 'or older'],
    ...['plus', 'or greater', 'and greater', 'and up', 'or up', 'upwards', 'and upwards', 'and beyond', 'or better'],
    ...['or later', 'and more than that', 'and older'],
  ],
  orLess: [
    ...['or less', 'and less', 'or fewer', 'and fewer', 'or under', 'and under', 'or lower', 'or below', 'or younger'],
    ...['and younger', 'and lower', 'and below', 'or smaller', 'and down', 'or down', 'max', 'tops', 'at most'],
    ...['at the most', 'or earlier'],
  ],
  /** Says where somebody is, and nothing before a value that is known. */
  at: ['in', 'from', 'at', 'of'],
  /** A stretch of time that nobody says the length of. */
  longTime: [
    ...['in a long time', 'for a long time', 'for long', 'in ages', 'for ages', 'in a while', 'for a while'],
    ...['long ago', 'lately', 'recently', 'a long time', 'for some time', 'in recent times'],
  ],
  ago: ['ago', 'back', 'before', 'earlier', 'prior'],
  from: [
    ...['from', 'since', 'starting', 'starting from', 'as of', 'since the', 'from the', 'beginning', 'beginning on'],
    ...['beginning with', 'starting on', 'starting with', 'ever since', 'after and including', 'on or after'],
    ...['from around'],
  ],
  to: [
    ...['to', 'until', 'till', 'through', 'up to', 'thru', 'ending', 'ending on', 'until the', 'till the', 'up until'],
    ...['on or before', 'up through', 'through to', 'to the'],
  ],
  before: ['before', 'earlier than', 'prior to', 'before the', 'ahead of', 'earlier then'],
  after: ['after', 'later than', 'after the', 'later then'],
  on: ['on', 'on the', 'dated', 'as at'],
  hours: ['hours', 'hour', 'h', 'hrs', 'hr', "hour's", "hours'"],
  days: ['days', 'day', 'd', 'calendar days', 'full days', 'straight days'],
  weeks: ['weeks', 'week', 'w', 'wk', 'wks', 'full weeks', 'calendar weeks'],
  months: ['months', 'month', 'mo', 'mos', 'mths', 'mth', 'full months', 'calendar months'],
  years: ['years', 'year', 'y', 'yr', 'yrs', 'full years', 'calendar years'],
  /** Says nothing after a date. */
  yearWord: ['year'],
  /** Seasons of the calendar. */
  spring: ['spring'],
  /** Seasons of the calendar. */
  summer: ['summer'],
  /** Seasons of the calendar. */
  autumn: ['autumn', 'fall'],
  /** Seasons of the calendar. */
  winter: ['winter'],
  january: ['January', 'Jan'],
  february: ['February', 'Feb'],
  march: ['March', 'Mar'],
  april: ['April', 'Apr'],
  may: ['May'],
  june: ['June', 'Jun'],
  july: ['July', 'Jul'],
  august: ['August', 'Aug'],
  september: ['September', 'Sep', 'Sept'],
  october: ['October', 'Oct'],
  november: ['November', 'Nov'],
  december: ['December', 'Dec'],

  /** Whom no message reaches. */
  unreachable: ['unreachable', 'cannot be reached', "can't be reached", 'not reachable', 'undeliverable'],
  /** Who stopped offers and is there again. */
  cameBack: [
    ...['came back', 'left and came back', 'resubscribed', 're-subscribed', 'subscribed again'],
    ...['unsubscribed and came back', 'stopped and came back', 'returned after stopping'],
  ],
  /** Who has shown no sign for long. */
  inactive: [
    ...['inactive', 'passive', 'not active', 'disengaged', 'unengaged', 'not engaged', 'silent', 'quiet'],
    ...['no activity', 'idle', 'been quiet', 'gone quiet', 'went quiet', 'keep silent', 'kept silent'],
  ],
  active: [
    ...['can be reached', 'active', 'reachable', 'reachable ones', 'can be written to', 'can receive'],
    ...['available to write', 'deliverable', 'contactable', 'subscribed and active', 'still subscribed'],
  ],
  paused: [
    ...['on pause', 'paused', 'pause', 'took a pause', 'has paused', 'paused offers', 'having a pause', 'snoozed'],
    ...['on a break', 'on hold', 'pausing'],
  ],
  unsubscribed: [
    ...['stopped offers', 'unsubscribed', 'stopped', 'opted out', 'opt-outs', 'opted-out', 'unsubscribes'],
    ...['unsubscribers', 'have unsubscribed', 'is unsubscribed', 'unsubbed'],
  ],
  blocked: [
    ...['blocked the bot', 'blocked', 'blocked us', 'blocked our bot', 'blockers', 'blocked me', 'have blocked'],
    ...['has blocked', 'bot blocked', 'who blocked', 'banned the bot', 'banned us'],
  ],
  deactivated: [
    ...['account deleted', 'deleted', 'deleted account', 'deleted accounts', 'deactivated', 'removed account'],
    ...['account removed', 'deleted their account', 'accounts deleted', 'account is deleted', 'gone accounts'],
    ...['deleted telegram'],
  ],
  unknownStep: ['unknown'],
}

/** A meaning that words of the segment language have. */
export type WordKey = keyof typeof segmentWords
