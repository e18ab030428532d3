import { address } from '../../address.js'
import { type Key, key } from '../../card.js'

/** The groups of the settings. Buttons hold their number: new ones come at the end. */
export const groups = ['read', 'often', 'shop', 'data', 'groups', 'team', 'people', 'mine'] as const

/** One group of the settings. */
export type Group = (typeof groups)[number]

/** The buttons of the settings. Each says what should be, so that an old card or a double press does no harm. */
export const settings = {
  home: address('st.home'),
  /** What was found for the words beside it. */
  found: address('st.find'),
  group: address('st.group', 'n'),
  privacy: address('st.privacy'),
  texts: address('st.texts'),
  /** Only owners have it, as everything of the team. */
  staff: address('tm.chat', { owners: true }),
  own: address('st.own'),
  fields: address('st.fields'),
  places: address('st.places'),

  frequency: address('st.freq'),
  /** 0: any number. */
  perDay: address('st.day', 'most'),
  perWeek: address('st.week', 'most'),
  noCaps: address('st.nocaps'),

  quiet: address('st.quiet'),
  /** Minutes after midnight. */
  from: address('st.from', 'minute'),
  to: address('st.to', 'minute'),
  noQuiet: address('st.noquiet'),
  /** What becomes of what falls into them, by its place among the ways. */
  quietWay: address('st.quietway', 'way'),

  testers: address('st.testers', 'page'),
  addTester: address('st.add'),
  dropTester: address('st.drop', 'id'),

  zone: address('st.zone'),

  language: address('st.lang'),
  english: address('st.en'),
  russian: address('st.ru'),

  currency: address('st.cur'),
  /** The number of one of those offered. */
  currencyIs: address('st.curis', 'index'),

  margin: address('st.margin'),
  /** `of100`: so much is left of 100. */
  marginIs: address('st.marginis', 'of100'),
  noMargin: address('st.nomargin'),

  kept: address('st.kept'),
  /** `what` is the number of what is kept. */
  keptOf: address('st.keptof', 'what'),
  /** `n`: months, 0 for ever; of people who never pressed Start, days. */
  keep: address('st.keep', 'what', 'n'),

  /** Whether shops are told which click somebody came by. */
  clickIds: address('st.click'),
  tellClicks: address('st.tell'),
  hideClicks: address('st.hide'),

  shop: address('st.shop'),
  title: address('st.title'),
  contact: address('st.contact'),
  noContact: address('st.nocontact'),
}

/** The way (back) to a group. */
export function toGroup(label: string, group: Group): Key {
  return key(label, settings.group, { n: groups.indexOf(group) })
}
