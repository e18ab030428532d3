import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import type { World } from '../emulator/world.js'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SHOWN = /^(image\/(png|jpeg|gif|webp)|video\/(mp4|webm)|audio\/(ogg|mpeg))$/

/** What the page consists of; `folder`: where it lies below the package's root. */
const ASSETS: readonly { path: RegExp; folder: string; type: string }[] = [
  { path: /^\/(page\.html)$/, folder: 'src/sandbox/page', type: 'text/html; charset=utf-8' },
  { path: /^\/page\/([a-z]+\.css)$/, folder: 'src/sandbox/page/style', type: 'text/css; charset=utf-8' },
  { path: /^\/page\/([a-z]+\.js)$/, folder: 'dist/src/sandbox/page/client', type: 'text/javascript; charset=utf-8' },
]

/** Serves a file of the page itself. @returns false when there is none by this path */
export async function serveAsset(response: ServerResponse, pathname: string): Promise<boolean> {
  const path = pathname === '/' ? '/page.html' : pathname
  for (const asset of ASSETS) {
    const name = asset.path.exec(path)?.[1]
    if (name === undefined) continue
    const bytes = await readFile(join(packageRoot(), asset.folder, name)).catch(() => null)
    if (bytes === null) return false
    response.writeHead(200, {
      'content-type': asset.type,
      'content-length': bytes.length,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    })
    response.end(bytes)
    return true
  }
  return false
}

/**
 * Serves a file of a message by its id, or the stretch of it that is asked for. What a browser could run comes as a
 * download. @param range the request's `range` header
 * @returns false when there is no such file
 */
export function serveFile(world: World, response: ServerResponse, id: string, range: string | undefined): boolean {
  const file = findFile(world, id)
  if (file === null) return false
  const { bytes, type } = file
  const headers = {
    'content-type': SHOWN.test(type) ? type : 'application/octet-stream',
    'content-disposition': SHOWN.test(type) ? 'inline' : 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400, immutable',
    'accept-ranges': 'bytes',
  }
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  const from = Number(wanted?.[1] ?? 0)
  const to = wanted?.[2] ? Math.min(Number(wanted[2]), bytes.length - 1) : bytes.length - 1
  if (wanted === null || from > to) {
    response.writeHead(200, { ...headers, 'content-length': bytes.length })
    response.end(bytes)
    return true
  }
  response.writeHead(206, {
    ...headers,
    'content-length': to - from + 1,
    'content-range': `bytes ${from}-${to}/${bytes.length}`,
  })
  response.end(bytes.subarray(from, to + 1))
  return true
}

function findFile(world: World, id: string): { bytes: Buffer; type: string } | null {
  try {
    return world.files.read(world.files.path(id).file_path)
  } catch {
    return null
  }
}

let root: string | null = null

/** The folder of package.json, wherever the compiled code lies. */
function packageRoot(): string {
  if (root !== null) return root
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  root = folder
  return folder
}
