import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'

/** What a name should be one of. */
export type MissingKind = 'value' | 'source' | 'language' | 'product' | 'category' | 'link'

/** Names that stand in what people are or did, and nowhere else: a name is one when somebody has it. */
export type Held = {
  /** Whatever the case. */
  has(name: string): boolean
  /** As they are shown, at most 2,000 of them. */
  all(): string[]
}

const MOST = 2_000

/** Products of orders. */
export function heldProducts(db: Db): Held {
  return heldIn(db, { table: 'order_lines', key: 'product_folded', shown: 'product' })
}

/** Categories of products of orders. */
export function heldCategories(db: Db): Held {
  return heldIn(db, { table: 'order_lines', key: 'category_folded', shown: 'category' })
}

/**
 * What people have in a field of words.
 * @param options the answers to choose from: they are names before anybody chose one
 */
export function heldValues(db: Db, field: number, options: readonly string[]): Held {
  const values = heldIn(db, { table: 'attribute_values', key: 'value', shown: 'shown', of: { attribute_id: field } })
  return {
    has: name => options.some(option => fold(option) === fold(name)) || values.has(name),
    all: () => [...new Set([...options, ...values.all()])],
  }
}

/** Sources that people came by, first or last; they compare without case. */
export function heldSources(db: Db): Held {
  const columns = ['source', 'last_source'].map(column =>
    heldIn(db, {
      ...{ table: 'subscribers', key: `${column} collate nocase`, shown: column },
      where: `t.${column} is not null`,
    }),
  )
  return {
    has: name => columns.some(column => column.has(name)),
    all: () => [...new Set(columns.flatMap(column => column.all()))],
  }
}

/** `key` is what is compared, as an index has it; `where` what that index needs to be found. */
type Column = { table: string; key: string; shown: string; where?: string; of?: Record<string, number> }

/** Each name is looked up behind the one before: as many steps as names, however many people have them. */
function heldIn(db: Db, { table, key, shown, where = 'true', of = {} }: Column): Held {
  const rows = [where, ...Object.keys(of).map(name => `t.${name} = :${name}`)].join(' and ')
  const has = `select 1 from ${table} t where ${rows} and t.${key} = :name limit 1`
  const next = `select t.${key} as name, t.${shown} as shown from ${table} t
    where ${rows} and t.${key} > :after order by t.${key} limit 1`
  return {
    has: name => db.sql(has).get({ ...of, name: fold(name) }) !== undefined,
    all() {
      const names: string[] = []
      let after: Bindable = ''
      while (names.length < MOST) {
        const found: { name: Bindable; shown: string } | undefined = db
          .sql<{ name: Bindable; shown: string }>(next)
          .get({ ...of, after })
        if (found === undefined) break
        names.push(found.shown)
        after = found.name
      }
      return names
    },
  }
}
