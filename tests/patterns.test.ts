import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse, tokTypes } from 'acorn'
import { analyse } from 'scslre'
import { describe, expect, test } from 'vitest'

const SOURCE = join(import.meta.dirname, '..', 'src')

/** Where a pattern may take long, and why that harms nobody. Everything else may meet a stranger's text. */
const HARMLESS: Readonly<Record<string, string>> = {
  'sandbox/page/client/bubble.js': 'runs in the browser of whoever tries the demo, over messages of 4,096 signs',
  'sandbox/page/client/markup.js': 'runs in the browser of whoever tries the demo, over what they type themselves',
}

type Pattern = { file: string; source: string; flags: string }

/** All regular expressions of the product as it is compiled. */
function listPatterns(): { patterns: Pattern[]; built: string[] } {
  const patterns: Pattern[] = []
  const built: string[] = []
  for (const entry of readdirSync(SOURCE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue
    const path = join(entry.parentPath, entry.name)
    const file = relative(SOURCE, path).replaceAll('\\', '/')
    const text = readFileSync(path, 'utf8')
    parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      onToken: ({ type, start, end }) => {
        const written = text.slice(start, end)
        const close = written.lastIndexOf('/')
        if (type === tokTypes.regexp)
          patterns.push({ file, source: written.slice(1, close), flags: written.slice(close + 1) })
        if (type === tokTypes.name && written === 'RegExp') built.push(file)
      },
    })
  }
  return { patterns, built: [...new Set(built)].sort() }
}

/**
 * Why a pattern may take more than linear time; empty when it cannot. Beside what the analysis of its automaton finds:
 * a search that begins anew at every sign and from each looks far ahead (`<!--[\s\S]*?-->`).
 */
function complaints({ source, flags }: Pattern): string[] {
  const { reports } = analyse({ source, flags })
  const anchored = /^\^/.test(source) || flags.includes('y') || /^\(\?<!/.test(source)
  const farAhead = /(?:\.|\[\\s\\S\]|\[\^[^\]]*\])(?:\*|\+|\{\d+,\})\??(?!\)?$)/.exec(source)
  const restarts = !anchored && farAhead !== null && farAhead.index > 0 && !endsAtItsBeginning(source, farAhead[0])
  return [...reports.map(report => report.type), ...(restarts ? [`looks ahead over ${farAhead[0]}`] : [])]
}

/** `\{([^{}]*)\}`: what it looks ahead over cannot hold the sign with which it begins. */
function endsAtItsBeginning(source: string, ahead: string): boolean {
  const [, first] = /^\\?(.)/.exec(source) ?? []
  return ahead.startsWith('[^') && first !== undefined && ahead.includes(first)
}

describe('every regular expression', () => {
  const { patterns, built } = listPatterns()

  test('is found', () => {
    expect(patterns.length).toBeGreaterThan(250)
    expect(built).toContain('audience/attribute/day.js')
  })

  test('takes time that grows with the text, not with its square', () => {
    const wrong = patterns
      .filter(({ file }) => HARMLESS[file] === undefined)
      .map(pattern => ({ at: `${pattern.file}: /${pattern.source}/${pattern.flags}`, why: complaints(pattern) }))
      .filter(({ why }) => why.length > 0)
    expect(wrong).toEqual([])
  })

  test.each(Object.keys(HARMLESS))('%s still needs its excuse', file => {
    expect(patterns.filter(pattern => pattern.file === file).flatMap(complaints)).not.toEqual([])
  })

  test('that is put together when its file is loaded does so too', async () => {
    const seen: Pattern[] = []
    const addresses = built.map(file => pathToFileURL(join(SOURCE, file)).href)
    // What they import is loaded first: only their own are of interest.
    for (const address of addresses) await import(address)
    const { RegExp: real } = globalThis
    const watching = new Proxy(real, {
      construct(target, [source, flags = '']) {
        seen.push({ file: 'built', source: String(source), flags: String(flags) })
        return new target(String(source), String(flags))
      },
    })
    globalThis.RegExp = watching
    try {
      for (const address of addresses) await import(`${address}?anew`)
    } finally {
      globalThis.RegExp = real
    }
    expect(seen.length).toBeGreaterThanOrEqual(12)
    expect(seen.map(pattern => [pattern.source, complaints(pattern)]).filter(([, why]) => why?.length !== 0)).toEqual(
      [],
    )
  })

  test.each([
    ['<!--[\\s\\S]*?-->', 'g'],
    ['\\s+$', ''],
    ['(a+)+b', ''],
    ['^(.*?\\S)[-—]+(\\S+)$', 'u'],
    ['<title[^>]*>(.*?)</title', 'i'],
  ])('of this kind would be noticed: /%s/%s', (source, flags) => {
    expect(complaints({ file: '', source, flags })).not.toEqual([])
  })
})
