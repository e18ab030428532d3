import type { Content } from '../../../offers/content.js'
import type { Here } from '../../here.js'
import { findText } from '../../settings/texts.js'

/** What newcomers read at once, in the language of whoever looks. */
export function welcomeOf({ db, language, t, bot }: Here): Content {
  const own = findText(db, 'welcome', language, null)
  if (own !== null) return own
  const { text, entities } = t.subscriber.welcome(bot().first_name)
  return { kind: 'text', text, entities, fileId: null, preview: false, buttons: [] }
}
