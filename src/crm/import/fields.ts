import { z } from 'zod'
import { createAttribute, findAttribute, listAttributes, widenOptions } from '../../audience/attribute.js'
import { type Change, changeOfOptions } from '../../audience/incoming/change.js'
import { openFile } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { attributes } from '../../db/schema/index.js'
import { fold } from '../../text/fold.js'

const rowSchema = z.object({
  attributeId: z.int().nullable(),
  label: z.string(),
  type: z.enum(attributes.type.enumValues),
  options: z
    .string()
    .nullable()
    .transform(text => (text === null ? null : z.array(z.string()).parse(JSON.parse(text)))),
  group: z.enum(attributes.group.enumValues),
})

/** A column of a file as a field: of ours, or (null) a new one. */
export type FileField = z.infer<typeof rowSchema>

/** The fields of a file, from what was worked out of it; in their order. */
export function readFields(changes: string): FileField[] {
  const file = openFile(changes, { readonly: true })
  try {
    const rows = file.prepare(
      'select attribute_id as attributeId, label, type, options, "group" from field order by id',
    )
    return rows.all().map(row => rowSchema.parse(row))
  } finally {
    file.close()
  }
}

/**
 * Makes the fields that a file needs, and gives choices the options that it has.
 * @returns for each its id (null: it went meanwhile), and what changed by it
 * @throws AppError `attribute_name_taken` when a field of that name, but of another kind, was made since the file was read
 */
export function makeFields(
  db: Db,
  fields: readonly FileField[],
  createdBy: number,
  at: number,
): { ids: (number | null)[]; changes: Change[] } {
  const changes: Change[] = []
  const ids = fields.map(field => {
    const named = listAttributes(db).find(one => one.label !== null && fold(one.label) === fold(field.label))
    const known =
      field.attributeId === null ? (named?.type === field.type ? named : null) : findAttribute(db, field.attributeId)
    if (field.attributeId !== null && (known === null || known.archivedAt !== null)) return null
    if (known === null) {
      const made = createAttribute(db, { ...field, purpose: null, createdBy }, at)
      changes.push({ table: 'attributes', row: made.id, before: null, after: '{}' })
      return made.id
    }
    const widened = field.options === null ? known : widenOptions(db, known.id, field.options)
    changes.push(...changeOfOptions(known, widened))
    return known.id
  })
  return { ids, changes }
}
