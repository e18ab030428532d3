/** Names in brackets (`payment[products][0][name]`), and how much of such a form is read. */
const NAME = /^([^[\]]{1,200})((?:\[[^[\]]{0,100}\])*)$/
const MOST_FIELDS = 5_000
const DEEPEST = 6

/** Fields of a form: words, or a group of them by name; what has no name in its brackets is numbered. */
export type Fields = { [name: string]: string | Fields }

/** Reads a form (`application/x-www-form-urlencoded`) as PHP writes it, names in brackets as groups. */
export function readForm(body: string): Fields {
  const fields = empty()
  let read = 0
  for (const [name, value] of new URLSearchParams(body)) {
    if (++read > MOST_FIELDS) break
    const [, first, rest = ''] = NAME.exec(name) ?? []
    const path = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part)
    if (first === undefined || path.length >= DEEPEST) put(fields, [name.slice(0, 200)], value)
    else put(fields, [first, ...path], value)
  }
  return fields
}

function put(fields: Fields, path: readonly string[], value: string): void {
  const [first = '', ...rest] = path
  const name = first === '' ? String(Object.keys(fields).length) : first
  if (rest.length === 0) {
    fields[name] = value
    return
  }
  const inner = fields[name]
  const group = typeof inner === 'object' ? inner : empty()
  fields[name] = group
  put(group, rest, value)
}

/** Without a prototype: a field may be called anything. */
function empty(): Fields {
  return Object.create(null)
}
