import type { EChartsOption, GraphicComponentOption } from 'echarts'
import { count, share, shorten } from '../../text/format.js'
import { box, COLOURS, EDGE, frame, SIZE, WIDTH, words } from './look.js'
import type { LadderPicture } from './picture.js'

const TOP = 150
const ROW = 118
const BAR = 44
const FULL = WIDTH - 2 * EDGE
const NAME = 34

/** From the ground to ready: the higher the step, the warmer. */
const STEPS = ['#6b8fb8', '#4aa3df', '#2fb7a6', '#7cc04b', '#f2b632']

/** Bars for the steps, the highest above; those whose step nobody knows stand apart, because they are on none. */
export function ladderChart(picture: LadderPicture): { height: number; option: EChartsOption } {
  const { rungs, unknown } = picture
  const most = Math.max(1, unknown.people, ...rungs.map(rung => rung.people))
  const known = rungs.reduce((sum, rung) => sum + rung.people, 0)
  const apart = TOP + rungs.length * ROW + 40
  return {
    height: apart + ROW + EDGE - 10,
    option: {
      ...frame(picture.title),
      graphic: [
        ...rungs.flatMap((rung, i) =>
          bar(picture, rung, {
            y: TOP + (rungs.length - 1 - i) * ROW,
            width: (FULL * rung.people) / most,
            colour: STEPS[i] ?? COLOURS.blue,
            tail: known === 0 ? '' : ` · ${share(rung.people, known, picture.language)}`,
          }),
        ),
        box({ x: EDGE, y: apart - 32, width: FULL, height: 2, r: 0 }, COLOURS.line),
        ...bar(picture, unknown, { y: apart, width: (FULL * unknown.people) / most, colour: COLOURS.grey, tail: '' }),
      ],
    },
  }
}

function bar(
  { language }: LadderPicture,
  { name, people }: { name: string; people: number },
  look: { y: number; width: number; colour: string; tail: string },
): GraphicComponentOption[] {
  const { y, width, colour, tail } = look
  return [
    words(shorten(name, NAME), { x: EDGE, y: y + 22 }, { size: SIZE.text }),
    words(`${count(people, language)}${tail}`, { x: WIDTH - EDGE, y: y + 22 }, { align: 'right', bold: true }),
    box({ x: EDGE, y: y + 50, width: FULL, height: BAR }, COLOURS.raised),
    // A few people among many must not look like nobody.
    ...(people === 0 ? [] : [box({ x: EDGE, y: y + 50, width: Math.max(12, width), height: BAR }, colour)]),
  ]
}
