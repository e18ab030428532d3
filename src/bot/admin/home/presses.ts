import { press } from '../../press.js'

/** What the buttons of the menu mean; `id` is a broadcast's. */
export const presses = {
  home: press('hm.home'),
  /** What needs a human, one by one. */
  needs: press('hm.needs'),
  /** Those without Telegram's answer get nothing more. */
  leave: press('hm.leave', 'id'),
  /** After a backup was brought back, an owner lets schedules and the survey go on. */
  goOn: press('tm.goOn'),
  bot: press('hm.bot'),
  links: press('hm.links'),
  look: press('hm.look'),
  welcome: press('hm.hello'),
}
