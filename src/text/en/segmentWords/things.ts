/** What conditions are about: offers, orders, places, values and numbers of times. */
export const things = {
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
  share: ['half', 'a quarter', 'a third', 'a tenth', 'one half', 'one third', 'one quarter', 'one tenth', 'a half'],
  percent: ['%', 'percent', 'per cent', 'pct', 'percents'],

  known: [
    ...['known', 'is known', 'are known', 'filled', 'is filled', 'is set', 'set', 'specified', 'given', 'provided'],
    ...['is filled in', 'filled in', 'on file', 'available', 'know', 'know the', 'we know'],
  ],
  unknown: [
    ...['unknown', 'is unknown', 'are unknown', 'not known', 'is not known', 'is not filled', 'not filled', 'empty'],
    ...['missing', 'is missing', 'are missing', 'not set', "don't know", 'do not know', "we don't know", 'no data'],
    ...['blank', 'undefined', 'not specified', 'not given', 'is empty', 'unspecified', "isn't known", 'not provided'],
    ...[
      'is not set',
      "isn't set",
      'not filled in',
      'is not filled in',
      "isn't filled in",
      'not filled out',
      'unfilled',
    ],
    ...['not on file', 'not entered', 'is not given', 'is not specified', 'never filled in', 'absent', 'is blank'],
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
    ...['greater then', 'over then', 'better than'],
  ],
  under: [
    ...['under', 'less than', 'below', 'fewer than', '<', 'younger than', 'lower than', 'smaller than', 'less then'],
    ...['fewer then', 'worse than'],
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
}
