/** A file that came with a call. */
export type Upload = { name: string; type: string; bytes: Buffer }

/** A call as it came: parameters not yet checked. `form`: everything in it was written as strings. */
export type Call = {
  params: Record<string, unknown>
  uploads: Map<string, Upload>
  form: boolean
  /** Calls back once if the caller goes away before the answer. */
  onGone: (listener: () => void) => void
}

/** A body that cannot be read as what its content type says. */
export class Unreadable extends Error {}

/** Reads the parameters of a call: query string, JSON, url-encoded or multipart body, as the real server does. */
export function readCall(
  query: URLSearchParams | null,
  contentType: string,
  body: Buffer,
): { params: Record<string, unknown>; uploads: Map<string, Upload>; form: boolean } {
  const uploads = new Map<string, Upload>()
  const params: Record<string, unknown> = {}
  let form = false
  if (query !== null) {
    for (const [name, value] of query) {
      params[name] = value
      form = true
    }
  }
  if (body.length === 0) return { params, uploads, form }
  if (contentType.startsWith('application/json')) {
    Object.assign(params, readObject(body))
    return { params, uploads, form }
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) params[name] = value
    return { params, uploads, form: true }
  }
  if (contentType.startsWith('multipart/form-data')) {
    for (const part of readMultipart(contentType, body)) {
      if (part.file === null) {
        params[part.name] = part.bytes.toString('utf8')
        continue
      }
      uploads.set(part.name, { name: part.file, type: part.type, bytes: part.bytes })
    }
    return { params, uploads, form: true }
  }
  throw new Unreadable('unsupported content type')
}

function readObject(body: Buffer): object {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Unreadable("can't parse JSON object")
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable('object expected')
  return value
}

type Part = { name: string; file: string | null; type: string; bytes: Buffer }

function readMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) throw new Unreadable('boundary not found')
  const delimiter = Buffer.from(`--${mark}`)
  const parts: Part[] = []
  let at = body.indexOf(delimiter)
  if (at < 0) throw new Unreadable('boundary not found')
  while (true) {
    const start = at + delimiter.length
    if (body.subarray(start, start + 2).toString('latin1') === '--') return parts
    const next = body.indexOf(delimiter, start)
    if (next < 0) throw new Unreadable('unexpected end of the form')
    // A part stands between the line break after one delimiter and the one before the next.
    parts.push(readPart(body.subarray(start + 2, next - 2)))
    at = next
  }
}

function readPart(part: Buffer): Part {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) throw new Unreadable('headers of a part are not closed')
  const headers = part.subarray(0, end).toString('utf8')
  const name = /[;\s]name="([^"]*)"/i.exec(headers) ?? /[;\s]name=([^;\s]+)/i.exec(headers)
  if (name?.[1] === undefined) throw new Unreadable('a part without a name')
  const file = /filename="([^"]{0,400})"/i.exec(headers) ?? /filename=([^;\r\n]+)/i.exec(headers)
  const type = /content-type:\s*([^\r\n]+)/i.exec(headers)
  return {
    name: name[1],
    file: file?.[1] ?? null,
    type: type?.[1]?.trim() ?? 'application/octet-stream',
    bytes: part.subarray(end + 4),
  }
}
