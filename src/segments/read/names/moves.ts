/** What people say of those who moved between groups, before the name of one: they left it, came to it, or went from it to another. */
export const MOVES_SAID: Readonly<Record<'leftGroup' | 'cameToGroup' | 'betweenGroups', readonly string[]>> = {
  leftGroup: [
    ...['left', 'leave', 'fell out of', 'fall out of', 'dropped out of', 'fell out from', 'are no longer', 'no longer'],
    ...['used to be', 'used to be a', 'was a', 'former', 'ex', 'once were', 'stopped being', 'ceased to be'],
    ...['раньше был', 'раньше была', 'раньше были', 'бывшие', 'бывший', 'бывшая', 'выпали из', 'выпал из'],
    ...['выпала из', 'вышли из', 'ушли из', 'покинули', 'отвалились из', 'слетели из', 'вылетели из', 'выбыли из'],
    ...['был', 'была', 'были'],
    ...['перестали быть', 'перестал быть', 'перестала быть', 'больше не'],
  ],
  cameToGroup: [
    ...['became', 'become', 'became a', 'moved to', 'moved into', 'came to', 'got into', 'entered', 'joined'],
    ...[
      'turned into',
      'fell to',
      'fell into',
      'fell',
      'went',
      'dropped to',
      'dropped into',
      'slipped into',
      'rose to',
      'grew into',
    ],
    ...['moved up to', 'moved down to', 'climbed to', 'went up to', 'got to', 'went to'],
    ...['slid into', 'upgraded to', 'advanced to', 'downgraded to', 'turned', 'reached'],
    ...['стали', 'стал', 'стала', 'перешли в', 'перешел в', 'перешла в', 'попали в', 'вошли в', 'скатились в'],
    ...['попавшие в', 'перешедшие в', 'ушли в', 'съехали в', 'сползли в', 'скатились до', 'доросли до', 'свалились в'],
    ...['опустились в', 'опустились до', 'поднялись в', 'поднялись до', 'упали в', 'выросли в', 'превратились в'],
  ],
  betweenGroups: [
    ...['moved from', 'went from', 'dropped from', 'fell from', 'slipped from', 'rose from', 'turned from'],
    ...['из', 'ушли из', 'выпали из', 'перешедшие из', 'съехали из', 'переехали из', 'свалились из', 'сползли из'],
    ...['перешли из', 'перешел из', 'перешла из', 'скатились из', 'опустились из', 'поднялись из', 'упали из'],
  ],
}
