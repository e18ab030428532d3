import { Parser } from 'htmlparser2'

/** What is told of XML while it is read: names without their prefixes, texts in one or more pieces. */
export type MarkupHandler = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads XML that comes in parts. */
export type Markup = { write(part: string): void; end(): void }

export function createMarkup(handler: MarkupHandler): Markup {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open?.(local(name), attributes),
      ontext: text => handler.text?.(text),
      onclosetag: name => handler.close?.(local(name)),
    },
    { xmlMode: true, decodeEntities: true },
  )
  return { write: part => parser.write(part), end: () => parser.end() }
}

/** Reads the whole of an XML text. */
export function readMarkup(text: string, handler: MarkupHandler): void {
  const markup = createMarkup(handler)
  markup.write(text)
  markup.end()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
