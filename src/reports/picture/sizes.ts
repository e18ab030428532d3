import type { EChartsOption } from 'echarts'
import { DAY } from '../../clock.js'
import { count, date } from '../../text/format.js'
import { COLOURS, EDGE, FONT, frame, SIZE, WIDTH, words } from './look.js'
import type { SizePoint, SizesPicture } from './picture.js'

const HEIGHT = 760

/** The lines of a segment's size and of how many of it can be reached, each named beside its newest figure. */
export function sizesChart(picture: SizesPicture): { height: number; option: EChartsOption } {
  const { language, points, names } = picture
  const newest = points.at(-1)
  const axis = { fontSize: SIZE.small, color: COLOURS.quiet, fontFamily: FONT }
  const line = (name: 'size' | 'reachable', colour: string) => ({
    type: 'line' as const,
    data: points.map((point: SizePoint) => [point.day * DAY, point[name]]),
    showSymbol: points.length <= 31,
    symbol: 'circle',
    symbolSize: points.length === 1 ? 24 : 12,
    lineStyle: { width: 6, color: colour },
    itemStyle: { color: colour },
    areaStyle: { color: colour, opacity: name === 'size' ? 0.12 : 0.16 },
  })
  const legend = (name: 'size' | 'reachable', colour: string, x: number) => [
    words('●', { x, y: 142 }, { colour, size: SIZE.text }),
    words(names[name], { x: x + 40, y: 142 }, { colour: COLOURS.quiet, size: SIZE.small }),
    words(count(newest?.[name] ?? 0, language), { x, y: 196 }, { colour, size: SIZE.title, bold: true }),
  ]
  return {
    height: HEIGHT,
    option: {
      ...frame(picture.title),
      grid: { left: EDGE, right: EDGE + 6, top: 290, bottom: 96, containLabel: true },
      xAxis: {
        type: 'time',
        axisLine: { lineStyle: { color: COLOURS.line, width: 2 } },
        axisTick: { show: false },
        axisLabel: { show: false },
        splitLine: { show: false },
        ...around(points),
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 4,
        axisLabel: { ...axis, margin: 16, formatter: (value: number) => count(value, language) },
        splitLine: { lineStyle: { color: COLOURS.line, width: 1.5 } },
      },
      series: [line('size', COLOURS.blue), line('reachable', COLOURS.green)],
      graphic: [
        ...legend('size', COLOURS.blue, EDGE),
        ...legend('reachable', COLOURS.green, WIDTH / 2),
        ...days(picture),
      ],
    },
  }
}

/** The first and the last day stand under the ends of the lines: more would not fit in letters that can be read. */
function days({ points, language }: SizesPicture) {
  const label = (point: SizePoint | undefined) => date((point?.day ?? 0) * DAY, 'utc', language)
  const y = HEIGHT - 52
  const look = { colour: COLOURS.quiet, size: SIZE.small }
  if (points.length === 1) return [words(label(points[0]), { x: WIDTH / 2, y }, { ...look, align: 'center' })]
  return [
    words(label(points[0]), { x: EDGE, y }, look),
    words(label(points.at(-1)), { x: WIDTH - EDGE, y }, { ...look, align: 'right' }),
  ]
}

function around(points: readonly SizePoint[]): { min: number; max: number } {
  const first = (points[0]?.day ?? 0) * DAY
  const last = (points.at(-1)?.day ?? 0) * DAY
  return first === last ? { min: first - DAY, max: last + DAY } : { min: first, max: last }
}
