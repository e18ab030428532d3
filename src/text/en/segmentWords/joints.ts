/** How conditions are joined, and what stands for anything or nothing. */
export const joints = {
  and: ['and', '&', '&&'],
  /** Before the first of several things that are all meant. */
  both: ['both', 'each of', 'both of'],
  or: ['or', '|', '||', 'or else', 'and/or', 'or either', 'or alternatively', 'or maybe', 'or those who', 'or who'],
  not: [
    ...['not', 'no', 'never', 'without', 'but not', 'did not', "didn't", 'do not', "don't", 'does not', "doesn't"],
    ...['has not', "hasn't", 'have not', "haven't", 'is not', "isn't", 'are not', "aren't", 'has no', 'have no', '!'],
    ...[
      'without a',
      'without an',
      'without any',
      'without the',
      'no one',
      'outside',
      'outside of',
      'lives outside',
      'non',
      "can't",
    ],
    ...['live outside', 'living outside', 'based outside', 'from outside', 'lives outside of', 'live outside of'],
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
    ...['but', 'but also', 'yet', 'while', 'as well as', 'plus', 'however', 'and also', 'who also'],
    ...['and who', 'and they', 'and have', '; and', 'together with', 'along with'],
  ],
  /** Before the whole of a name. */
  exactName: [
    ...['named', 'called', 'name is', 'first name is', 'whose name is', 'by the name of', 'first name', 'by name'],
    ...['name', 'with the name', 'last name', 'surname', 'last name is'],
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
    ...['to anything', 'on anything', 'to any of our messages', 'to any message', 'to any messages', 'to any of them'],
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
}
