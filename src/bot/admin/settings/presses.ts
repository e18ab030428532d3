import { press } from '../../press.js'

/** The buttons of the settings. Each says what should be, so that an old card or a double press does no harm. */
export const presses = {
  home: press('st.home'),
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
