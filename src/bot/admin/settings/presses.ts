import { type Key, key } from '../../card.js'
import { press } from '../../press.js'

/** The groups of the settings. Buttons hold their number: new ones come at the end. */
export const groups = ['read', 'often', 'shop', 'data', 'groups', 'team', 'people', 'mine'] as const

/** One group of the settings. */
export type Group = (typeof groups)[number]

/** The buttons of the settings. Each says what should be, so that an old card or a double press does no harm. */
export const presses = {
  home: press('st.home'),
  group: press('st.group', 'n'),
  privacy: press('st.privacy'),
  texts: press('st.texts'),
  /** Only owners have it, as everything of the team. */
  staff: press('tm.chat'),
  own: press('st.own'),
  fields: press('st.fields'),
  places: press('st.places'),

  frequency: press('st.freq'),
  /** 0: any number. */
  perDay: press('st.day', 'most'),
  perWeek: press('st.week', 'most'),
  noCaps: press('st.nocaps'),

  quiet: press('st.quiet'),
  /** Minutes after midnight. */
  from: press('st.from', 'minute'),
  to: press('st.to', 'minute'),
  noQuiet: press('st.noquiet'),

  testers: press('st.testers', 'page'),
  addTester: press('st.add'),
  dropTester: press('st.drop', 'id'),

  zone: press('st.zone'),

  language: press('st.lang'),
  english: press('st.en'),
  russian: press('st.ru'),

  currency: press('st.cur'),
  /** The number of one of those offered. */
  currencyIs: press('st.curis', 'index'),

  shop: press('st.shop'),
  title: press('st.title'),
  contact: press('st.contact'),
  noContact: press('st.nocontact'),
}

/** The way (back) to a group. */
export function toGroup(label: string, group: Group): Key {
  return key(label, presses.group, { n: groups.indexOf(group) })
}
