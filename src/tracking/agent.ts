import Bowser from 'bowser'
import { isbot } from 'isbot'
import { createRecent } from './recent.js'

const LONGEST = 512
const REMEMBERED = 2_000
const TELEGRAM_PREVIEW = /\bTelegramBot\b/i
/** Programs that open links without a press by their owner, and do not call themselves robots. */
const SCANNER = /anti-?virus|antivir|kaspersky|dr\.?web\b|safelinks|skypeuripreview|preview service/i
/** Every browser names itself and its rendering engine; an app's own HTTP client names neither. */
const BROWSER = /^(?:Mozilla|Opera)\//
const ENGINE = /AppleWebKit|Gecko\/|Presto|Trident|MSIE |KHTML|NetFront|Goanna|Servo/
const BROWSERS = new Set<string>(Object.values(Bowser.BROWSER_MAP))
const SYSTEMS = new Set<string>(Object.values(Bowser.OS_MAP))

/**
 * What opened a link: unknown, Telegram's preview, a known robot, an app's own HTTP client (CFNetwork, Dalvik …: a
 * preview as often as a press), or a browser. Only `family` is stored.
 */
export type Agent = { kind: 'none' | 'preview' | 'robot' | 'app' | 'browser'; family: string }

const NONE: Agent = { kind: 'none', family: 'none' }
const PREVIEW: Agent = { kind: 'preview', family: 'Telegram preview' }
const ROBOT: Agent = { kind: 'robot', family: 'robot' }
const APP: Agent = { kind: 'app', family: 'app' }

/**
 * Recognises a User-Agent header. A browser's family is coarse, such as "Chrome/Android", and made of known names
 * only: nothing that the visitor wrote is in it.
 */
export function parseAgent(header: string): Agent {
  if (TELEGRAM_PREVIEW.test(header)) return PREVIEW
  if (isbot(header) || SCANNER.test(header)) return ROBOT
  if (!BROWSER.test(header) || !ENGINE.test(header)) return APP
  const parsed = Bowser.getParser(header, true)
  return {
    kind: 'browser',
    family: `${known(BROWSERS, parsed.getBrowserName())}/${known(SYSTEMS, parsed.getOSName())}`,
  }
}

function known(names: ReadonlySet<string>, name: string): string {
  return names.has(name) ? name : 'other'
}

/**
 * Recognises agents, remembering the last 2,000 in memory, because parsing one takes longer than all the rest of a click.
 * @returns a function of the header; null means that there was none
 */
export function createAgents(): (header: string | null) => Agent {
  const seen = createRecent<string, Agent>(REMEMBERED)
  return header => {
    if (header === null || header.trim() === '') return NONE
    const key = header.length > LONGEST ? header.slice(0, LONGEST) : header
    let agent = seen.get(key)
    if (agent === undefined) {
      agent = parseAgent(key)
      seen.set(key, agent)
    }
    return agent
  }
}
