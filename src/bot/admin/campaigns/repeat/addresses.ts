import { address } from '../../../address.js'

const about = 'campaign'

/**
 * The places of an offer that goes again and again; `id` is the campaign's. `day` of a week counts from 1, Monday; of a month 31 is
 * its last. `minute` is one of a day; `days` 0: to everybody each time, −1: only to new people; `runs` 0: without end.
 */
export const repeat = {
  /** Begins an offer that goes again and again. */
  begin: address('rp.new', { about, all: true }),
  /** How it goes: its draft, or how it runs. */
  open: address('rp.open', 'id', { looks: true, about }),
  rhythm: address('rp.rhythm', 'id', { about }),
  daily: address('rp.daily', 'id', { about }),
  weekdays: address('rp.weekdays', 'id', { about }),
  /** 1: also on that day. */
  weekly: address('rp.weekly', 'id', 'day', 'on', { about }),
  month: address('rp.month', 'id', { about }),
  monthly: address('rp.monthly', 'id', 'day', { about }),
  hour: address('rp.hour', 'id', { about }),
  hourIs: address('rp.houris', 'id', 'minute', { about }),
  /** 1: everyone's own. */
  clock: address('rp.clock', 'id', 'own', { about }),
  each: address('rp.each', 'id', { about }),
  eachIs: address('rp.eachis', 'id', 'days', { about }),
  ends: address('rp.ends', 'id', { about }),
  endsIs: address('rp.endsis', 'id', 'runs', { about }),
  /** The offer goes once. */
  once: address('rp.once', 'id', { about }),

  pause: address('rp.pause', 'id', { about }),
  resume: address('rp.resume', 'id', { about, once: true }),
  change: address('rp.change', 'id', { about }),
  /** Opens what it sends for a change. */
  message: address('rp.message', 'id', { about }),
  askEnd: address('rp.askend', 'id', { about }),
  end: address('rp.end', 'id', { about, once: true }),
  runs: address('rp.runs', 'id', 'page', { looks: true, about }),
}
