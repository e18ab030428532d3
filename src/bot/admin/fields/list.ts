import { listAttributes } from '../../../audience/attribute.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, lines, type Piece } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { presses as home } from '../home/presses.js'
import { pageRow } from '../page.js'
import { presses as settings, toGroup } from '../settings/presses.js'
import { type FieldsDeps, mayUse } from './deps.js'
import { fieldName } from './label.js'
import { presses } from './presses.js'

const SIZE = 8
const LABEL_LENGTH = 18

/**
 * All fields, by what they are about, a page at a time; what Telegram itself tells stands below the last.
 * @param note what has just been done
 */
export function fieldsCard(deps: FieldsDeps, ctx: BotContext, wanted: number, note: Piece | null = null): Card {
  const { admin, fieldCards: t } = texts(ctx.language)
  const fields = listAttributes(deps.db)
  const last = Math.max(0, Math.ceil(fields.length / SIZE) - 1)
  const page = Math.max(0, Math.min(wanted, last))
  const shown = fields.slice(page * SIZE, (page + 1) * SIZE)
  const groups = [...new Set(shown.map(({ group }) => group))]
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.listAsked(fields.length),
      ...groups.flatMap(group => [
        '',
        b(t.groups[group]),
        ...shown
          .filter(field => field.group === group)
          .map(field => t.line(fieldName(field, ctx.language), t.types[field.type])),
      ]),
      ...(page === last ? ['', t.telegram()] : []),
    ]),
    keyboard: [
      ...pairs(
        shown.map(field => key(shorten(fieldName(field, ctx.language), LABEL_LENGTH), presses.open, { id: field.id })),
      ),
      ...pageRow(presses.list, { page, size: SIZE, total: fields.length }),
      ...(mayUse(deps, ctx, presses.add.name) ? [[key(t.add, presses.add, {})]] : []),
      [mayUse(deps, ctx, settings.home.name) ? toGroup(admin.back, 'groups') : key(admin.back, home.home, {})],
    ],
  }
}
