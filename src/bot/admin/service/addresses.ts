import { address } from '../../address.js'

const about = 'service'

/** The places of order messages that the shop's systems send; `page` counts from 0. */
export const service = {
  home: address('om.home', { looks: true, about }),
  last: address('om.last', 'page', { looks: true, about, all: true }),
  lastFile: address('om.file', { looks: true }),
  pause: address('om.pause'),
  resume: address('om.resume'),
  /** What went wrong with them lately needs nobody any more. */
  seen: address('om.seen'),
}
