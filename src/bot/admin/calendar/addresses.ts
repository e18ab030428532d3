import { address } from '../../address.js'

/** The calendar of what is to go out. `week` counts from the one that is now, 0; `month` likewise. */
export const calendar = {
  week: address('cal.week', 'week', { looks: true, about: 'broadcast', all: true }),
  month: address('cal.month', 'month', { looks: true }),
  closeMonth: address('cal.close', { looks: true }),
  /** The same as a file that calendars take. */
  file: address('cal.file', { looks: true }),
}
