import { address } from '../../address.js'

/** What the buttons of the menu mean; `id` is a broadcast's. */
export const home = {
  home: address('hm.home', { looks: true, about: 'home' }),
  /** What needs a human, one by one. */
  needs: address('hm.needs', { looks: true, about: 'home' }),
  /** Those without Telegram's answer get nothing more. */
  leave: address('hm.leave', 'id'),
  /** After a backup was brought back, an owner lets schedules and the survey go on. */
  goOn: address('tm.goOn', { owners: true }),
  bot: address('hm.bot', { looks: true }),
  links: address('hm.links', { looks: true }),
  look: address('hm.look', { looks: true }),
  welcome: address('hm.hello'),
}
