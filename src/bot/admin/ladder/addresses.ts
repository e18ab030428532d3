import { address } from '../../address.js'

/** The places of the ladder; `page` counts from 0, `rung` 1–5. */
export const ladder = {
  home: address('la.home', { looks: true }),
  file: address('la.file', { looks: true }),
  names: address('la.names'),
  name: address('la.name', 'rung'),
  usual: address('la.usual'),
  topics: address('la.topics', 'page', { about: 'topic', all: true }),
  add: address('la.add'),
  topic: address('la.t', 'topic', { about: 'topic' }),
  rename: address('la.tn', 'topic', { about: 'topic' }),
  rung: address('la.tr', 'topic', 'rung', { about: 'topic' }),
  archive: address('la.tx', 'topic', { about: 'topic' }),
  archiveYes: address('la.txx', 'topic', { about: 'topic' }),
  /** Offers already sent, the links of one, what one link is about; `topic` 0: nothing. */
  sent: address('la.sent', 'page'),
  links: address('la.l', 'offer', 'page'),
  link: address('la.l1', 'offer', 'link', 'page'),
  says: address('la.lt', 'offer', 'link', 'topic'),
}
