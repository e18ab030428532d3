import { headerWords } from './header.js'
import type { Profile } from './profile.js'

const MOST_FIELDS = 60
/** Headers that are of the platform's own business and say nothing of a person. */
const TECHNICAL = new Set([
  ...[
    'id',
    'ids',
    'uid',
    'uuid',
    'guid',
    'hash',
    'token',
    'url',
    'link',
    'avatar',
    'photo',
    'фото',
    'ссылка',
    'аватар',
  ],
  ...[
    'utm',
    'cookies',
    'cookie',
    'referer',
    'referrer',
    'referral',
    'ip',
    'useragent',
    'session',
    'gclid',
    'yclid',
    'fbclid',
    'cid',
  ],
  ...[
    'activity',
    'активность',
    'interaction',
    'seen',
    'updated',
    'modified',
    'обновлен',
    'изменен',
    'обновления',
    'изменения',
  ],
  ...[
    'manager',
    'менеджер',
    'ответственный',
    'operator',
    'оператор',
    'owner',
    'bot',
    'бот',
    'step',
    'шаг',
    'message',
    'сообщение',
    'flow',
  ],
  ...[
    'roistat',
    'timezone',
    'optin',
    'opted',
    'consent',
    'number',
    'note',
    'notes',
    'comment',
    'комментарий',
    'примечание',
  ],
])

/** The columns of a platform's variables: what was not recognised as anything else and says something of people. */
export function fieldColumns(columns: readonly Profile[], taken: ReadonlySet<number>): number[] {
  return columns.flatMap((column, at) => (!taken.has(at) && isField(column) ? [at] : [])).slice(0, MOST_FIELDS)
}

function isField(column: Profile): boolean {
  if (column.filled === 0 || column.json > column.filled / 2 || column.links > column.filled / 2) return false
  const words = headerWords(column.header)
  return words.length > 0 && column.longest <= 400 && !words.some(word => TECHNICAL.has(word))
}
