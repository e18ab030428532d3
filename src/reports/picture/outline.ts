import bidiFactory from 'bidi-js'
import { Direction, Buffer as Letters, shape } from 'harfbuzzjs'
import { fontOf, type OpenFont } from './font.js'

const bidi = bidiFactory()
const segmenter = new Intl.Segmenter()

/** How a line of words is set: `size` in pixels. */
export type Setting = { size: number; bold: boolean }

/**
 * A line of words as outlines: SVG with its start at 0 and its baseline at 0, without a colour of its own but for emoji.
 * `width` is how far it runs, `top` and `bottom` are what it fills above (negative) and below the baseline, in pixels.
 */
export type Outline = { svg: string; width: number; top: number; bottom: number }

type Run = { text: string; start: number; level: number; font: OpenFont }

const known = new Map<string, Outline>()

/** Sets one line of words in the fonts that have them, letters of Arabic and Hebrew from right to left. */
export function outlineOf(text: string, setting: Setting): Outline {
  const key = `${setting.size} ${setting.bold} ${text}`
  const before = known.get(key)
  if (before !== undefined) return before
  const outline = inOrder(runsOf(text, setting.bold), text).reduce<Outline>((line, run) => append(line, run, setting), {
    svg: '',
    width: 0,
    top: 0,
    bottom: 0,
  })
  known.set(key, outline)
  return outline
}

/** The pieces of a text that have one font and one direction. */
function runsOf(text: string, bold: boolean): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text)
  const runs: Run[] = []
  for (const { segment, index } of segmenter.segment(text)) {
    const level = levels[index] ?? 0
    const last = runs.at(-1)
    const font = segment === ' ' && last?.font.has(0x20) === true ? last.font : fontOf(segment, bold)
    if (last !== undefined && last.font === font && last.level === level) last.text += segment
    else runs.push({ text: segment, start: index, level, font })
  }
  return runs
}

function inOrder(runs: readonly Run[], text: string): Run[] {
  if (runs.every(({ level }) => level === 0)) return [...runs]
  const places = new Map(
    bidi.getReorderedIndices(text, bidi.getEmbeddingLevels(text)).map((index, place) => [index, place]),
  )
  const placeOf = ({ start }: Run) => places.get(start) ?? start
  return [...runs].sort((a, b) => placeOf(a) - placeOf(b))
}

function append(line: Outline, { text, level, font: { name, face, font, palette } }: Run, setting: Setting): Outline {
  const letters = new Letters()
  letters.addText(text)
  letters.setDirection(level % 2 === 0 ? Direction.LTR : Direction.RTL)
  letters.guessSegmentProperties()
  shape(font, letters)
  const scale = setting.size / face.upem
  // Fonts that come in one weight are drawn bolder by a line around each letter.
  const bolder = setting.bold && (name === 'others' || name === 'han')
  const weight = bolder ? ` stroke="currentColor" stroke-width="${face.upem * 0.035}"` : ''
  let { svg, width, top, bottom } = line
  for (const glyph of letters.getGlyphInfosAndPositions()) {
    const x = width + (glyph.xOffset ?? 0) * scale
    const y = -(glyph.yOffset ?? 0) * scale
    const layers = palette.length === 0 ? [] : face.getGlyphColorLayers(glyph.codepoint)
    const shapes =
      layers.length === 0
        ? [{ id: glyph.codepoint, look: weight }]
        : layers.map(layer => ({
            id: layer.glyph,
            look: layer.colorIndex === undefined ? '' : ` fill="${palette[layer.colorIndex] ?? 'currentColor'}"`,
          }))
    for (const { id, look } of shapes) {
      const path = font.glyphToPath(id)
      if (path === '') continue
      svg += `<path transform="translate(${round(x)} ${round(y)}) scale(${scale} ${-scale})"${look} d="${path}"/>`
      const ink = font.glyphExtents(id)
      if (ink === undefined) continue
      top = Math.min(top, y - ink.yBearing * scale)
      bottom = Math.max(bottom, y - (ink.yBearing + ink.height) * scale)
    }
    width += (glyph.xAdvance ?? 0) * scale
  }
  return { svg, width, top, bottom }
}

const round = (value: number) => Math.round(value * 100) / 100
