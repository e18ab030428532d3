import { z } from 'zod'
import type { Endpoint } from './endpoint.js'
import { MESSAGE_STATES } from './message-told.js'
import { NAMED } from './shape.js'

/** A JSON value of the document. */
type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

const PROBLEM = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: 'Error', description: 'Why nothing of the request was taken.' })

const item = {
  index: z
    .int()
    .nonnegative()
    .meta({ description: 'Which item it was, from 0; in NDJSON the number of its line, from 0.' }),
  id: z.nullable(z.string()).meta({ description: 'What you call it; null where you did not say.' }),
}
const ANSWER = z
  .union([
    z.object({
      ...item,
      outcome: z.enum(['new', 'changed', 'same']),
      linked: z.boolean().optional().meta({ description: 'Whether its customer is known to be somebody in the bot.' }),
      state: z.enum(MESSAGE_STATES).optional().meta({ description: 'Where a message stands.' }),
    }),
    z.object({
      ...item,
      outcome: z.literal('error'),
      code: z.string(),
      field: z.nullable(z.string()).meta({ description: 'What of the item it is about, such as `lines[0].price`.' }),
      message: z.string().meta({ description: 'One sentence that says what to do.' }),
    }),
  ])
  .meta({ id: 'ItemAnswer', description: 'What one item came to. One that is wrong spoils no other.' })

const SUMMARY = z
  .object({ accepted: z.int().nonnegative(), refused: z.int().nonnegative() })
  .meta({ id: 'Summary', description: 'The last line of an answer to NDJSON. Without it the answer is not whole.' })

const WHOLE = z
  .object({ accepted: z.int().nonnegative(), refused: z.int().nonnegative(), items: z.array(ANSWER) })
  .meta({ id: 'Answer' })

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json): Json => ({ 'application/json': { schema } })

const REFUSALS: readonly (readonly [status: string, description: string])[] = [
  ['400', 'The body is empty, is not JSON, or is too deep.'],
  ['401', 'There is no key, nobody has it, or it was revoked.'],
  ['403', 'The key may not tell of this.'],
  ['408', 'The body did not come in time.'],
  ['413', 'The body is over 1 MB, or has over 1,000 items: send less at a time, or NDJSON.'],
  ['415', 'The Content-Type is another, or the body is compressed.'],
  [
    '429',
    'Four requests of this key are running, or too many wrong keys came from this address. `Retry-After` says when to try again.',
  ],
  ['503', 'The disk takes nothing at the moment. Send it again later: what was taken already stays as it is.'],
]

/**
 * The description of the API: OpenAPI 3.1, whose schemas are those by which items are read.
 * @param base the address under which the server is reached
 */
export function apiDocument(endpoints: readonly Endpoint[], base: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'segcast',
      version: '1',
      description:
        'How a shop, a CRM or any program tells segcast of people and orders, and one person something about theirs. Every item is known by an id of yours: sent again, the same changes nothing, and the last word counts. Each is answered by itself, after it is on disk.',
    },
    servers: [{ url: base }],
    security: [{ key: [] }],
    paths: Object.fromEntries(endpoints.map(one => [one.path, { post: operationOf(one) }])),
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key, made by an owner in the bot: Settings → Data → API keys. It begins with `segcast_`.',
        },
      },
      schemas: schemasOf(endpoints),
    },
  }
}

function operationOf({ path, about, scope, shape, examples }: Endpoint): Json {
  const schema = ref(nameOf(shape))
  return {
    operationId: path.replace('/crm/', ''),
    summary: about.summary,
    description: `${about.description}\n\nThe key needs the scope \`${scope}\`.`,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { oneOf: [schema, { type: 'array', maxItems: 1_000, items: schema }] },
          examples: Object.fromEntries(
            Object.entries(examples).map(([name, { summary, value }]) => [name, { summary, value: jsonOf(value) }]),
          ),
        },
        'application/x-ndjson': {
          schema: {
            type: 'string',
            description: `One ${about.one} a line, each up to 64 KB; as many lines as you like.`,
          },
        },
      },
    },
    responses: {
      '200': {
        description:
          'At least one item was taken, or there was none. The answer to NDJSON is a line for each item, and a summary; an error in its place where it was broken off.',
        content: {
          'application/json': { schema: ref('Answer') },
          'application/x-ndjson': { schema: { anyOf: [ref('ItemAnswer'), ref('Summary'), ref('Error')] } },
        },
      },
      '422': { description: 'No item was taken; each says why.', content: json(ref('Answer')) },
      ...Object.fromEntries(
        REFUSALS.map(([status, description]) => [status, { description, content: json(ref('Error')) }]),
      ),
    },
  }
}

function schemasOf(endpoints: readonly Endpoint[]): Json {
  const registry = z.registry<{ id: string }>()
  for (const shape of [...endpoints.map(({ shape }) => shape), PROBLEM, ANSWER, SUMMARY, WHOLE])
    registry.add(shape, { id: nameOf(shape) })
  for (const shape of NAMED) registry.add(shape, { id: nameOf(shape) })
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: id => `#/components/schemas/${id}` })
  return jsonOf(
    Object.fromEntries(
      Object.entries(schemas).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema]),
    ),
  )
}

function nameOf(shape: z.ZodType): string {
  const id = shape.meta()?.id
  if (id === undefined) throw new Error('a shape of the documentation has no name')
  return id
}

/** As it is written and read again. */
function jsonOf(value: unknown): Json {
  return jsonSchema.parse(JSON.parse(JSON.stringify(value)))
}

const jsonSchema: z.ZodType<Json> = z.json()
