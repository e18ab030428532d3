import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'

/** What a name should be one of. */
export type MissingKind = 'value' | 'source' | 'channel' | 'language' | 'product' | 'category' | 'promoCode' | 'link'

/** Names that somebody has. */
export type Having = Pick<Used, 'has' | 'all'>

/** Names that stand in what people are or did, and nowhere else: a name is one when somebody has it. */
export type Used = {
  /** Whatever the case. */
  has(name: string): boolean
  /** As it is shown, whatever the case; null where there is none. */
  shown(name: string): string | null
  /** As they are shown, at most 2,000 of them. */
  all(): string[]
}

const MOST = 2_000

/** Products of orders, by their names and by their article numbers. */
export function usedProducts(db: Db): Used {
  const names = usedIn(db, { table: 'order_lines', key: 'product_folded', shown: 'product' })
  const skus = usedIn(db, {
    ...{ table: 'order_lines', key: 'sku_folded', shown: 'sku' },
    where: 't.sku_folded is not null',
  })
  return {
    has: name => names.has(name) || skus.has(name),
    shown: name => names.shown(name) ?? skus.shown(name),
    all() {
      const named = names.all()
      return [...new Set([...named, ...skus.all(MOST - named.length)])]
    },
  }
}

/** Promo codes of orders. */
export function usedPromoCodes(db: Db): Used {
  return usedIn(db, { table: 'orders', key: 'promo_folded', shown: 'promo_code', where: 't.promo_folded is not null' })
}

/** Categories of products of orders. */
export function usedCategories(db: Db): Used {
  return usedIn(db, { table: 'order_lines', key: 'category_folded', shown: 'category' })
}

/**
 * What people have in a field of words.
 * @param options the answers to choose from: they are names before anybody chose one
 */
export function usedValues(db: Db, field: number, options: readonly string[]): Used {
  const values = usedIn(db, { table: 'attribute_values', key: 'value', shown: 'shown', of: { attribute_id: field } })
  return {
    has: name => options.some(option => fold(option) === fold(name)) || values.has(name),
    shown: name => options.find(option => fold(option) === fold(name)) ?? values.shown(name),
    all: () => [...new Set([...options, ...values.all()])],
  }
}

/** Channels of sources. */
export function usedChannels(db: Db): Used {
  return usedIn(db, { table: 'sources', key: 'channel_folded', shown: 'channel', where: 't.channel is not null' })
}

/**
 * Sources that somebody made, and others that people came by, first or last; they compare without case. A name that was
 * merged into a source is one as well, and shown as that source.
 */
export function usedSources(db: Db): Used {
  const made = usedIn(db, { table: 'sources', key: 'name_folded', shown: 'name' })
  const alias = db.sql('select 1 from source_aliases where payload = ?')
  const isMade = (name: string) => alias.get(fold(name)) !== undefined
  const columns = ['source', 'last_source'].map(column =>
    usedIn(db, {
      ...{ table: 'subscribers', key: `${column} collate nocase`, shown: column },
      where: `t.${column} is not null`,
    }),
  )
  return {
    has: name => isMade(name) || columns.some(column => column.has(name)),
    shown: name =>
      made.shown(name) ??
      columns.map(column => column.shown(name)).find(one => one !== null) ??
      (isMade(name) ? name : null),
    all: () => [...new Set([...made.all(), ...columns.flatMap(column => column.all()).filter(name => !isMade(name))])],
  }
}

/** `key` is what is compared, as an index has it; `where` what that index needs to be found. */
type Column = { table: string; key: string; shown: string; where?: string; of?: Record<string, number> }

/** Each name is looked up behind the one before: as many steps as names, however many people have them. */
function usedIn(
  db: Db,
  { table, key, shown, where = 'true', of = {} }: Column,
): Used & { all(most?: number): string[] } {
  const rows = [where, ...Object.keys(of).map(name => `t.${name} = :${name}`)].join(' and ')
  const has = `select t.${shown} as shown from ${table} t where ${rows} and t.${key} = :name limit 1`
  const next = `select t.${key} as name, t.${shown} as shown from ${table} t
    where ${rows} and t.${key} > :after order by t.${key} limit 1`
  return {
    has: name => db.sql(has).get({ ...of, name: fold(name) }) !== undefined,
    shown: name => db.sql<{ shown: string }>(has).get({ ...of, name: fold(name) })?.shown ?? null,
    all(most: number = MOST) {
      const names: string[] = []
      let after: Bindable = ''
      while (names.length < most) {
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
