import { press } from '../../press.js'

/** The buttons of the ladder's screens; `page` counts from 0, `rung` 1–5. */
export const presses = {
  home: press('la.home'),
  names: press('la.names'),
  name: press('la.name', 'rung'),
  usual: press('la.usual'),
  topics: press('la.topics', 'page'),
  add: press('la.add'),
  topic: press('la.t', 'topic'),
  rename: press('la.tn', 'topic'),
  rung: press('la.tr', 'topic', 'rung'),
  archive: press('la.tx', 'topic'),
  archiveYes: press('la.txx', 'topic'),
  /** Offers already sent, the links of one, what one link is about; `topic` 0: nothing. */
  sent: press('la.sent', 'page'),
  links: press('la.l', 'offer', 'page'),
  link: press('la.l1', 'offer', 'link', 'page'),
  says: press('la.lt', 'offer', 'link', 'topic'),
}
