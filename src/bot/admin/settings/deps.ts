import type { BotContext } from '../../context.js'
import type { AdminDeps } from '../deps.js'

/** What the settings work with, and the ways out of them. A screen that nobody gave has no button. */
export type SettingsDeps = Pick<AdminDeps, 'db' | 'adminIds' | 'zone' | 'preferences'> & {
  /** What the bot says to people, to be edited. */
  showTexts?: (ctx: BotContext) => Promise<unknown>
  /** The chat in which people are answered. */
  showStaff?: (ctx: BotContext) => Promise<unknown>
  /** What is known of people. */
  showFields?: (ctx: BotContext) => Promise<unknown>
  /** What distances are measured from. */
  showPlaces?: (ctx: BotContext) => Promise<unknown>
  /** The settings that somebody has as a subscriber. */
  showOwn?: (ctx: BotContext) => Promise<unknown>
}
