const WIDTH = 960
const HEIGHT = 640

/** A picture drawn here, for who has none at hand: hills in autumn. */
export function drawSample(): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  if (pen !== null) paint(pen)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      blob => {
        if (blob === null) reject(new Error('no picture'))
        else resolve(new File([blob], 'autumn.jpg', { type: 'image/jpeg' }))
      },
      'image/jpeg',
      0.9,
    )
  })
}

function paint(pen: CanvasRenderingContext2D): void {
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT)
  sky.addColorStop(0, '#f7c59f')
  sky.addColorStop(0.55, '#f4a261')
  sky.addColorStop(1, '#e76f51')
  pen.fillStyle = sky
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  disc(pen, 700, 230, 92, '#fff3d6')
  hill(pen, 330, 70, 0.006, '#c8553d')
  hill(pen, 420, 56, 0.009, '#8f3b30')
  hill(pen, 510, 40, 0.012, '#5c2a2c')
  for (let i = 0; i < 26; i++) {
    const x = (i * 149) % WIDTH
    const y = 60 + ((i * 211) % 480)
    pen.save()
    pen.translate(x, y)
    pen.rotate(i)
    pen.fillStyle = ['#ffd166', '#ef8354', '#f2545b', '#ffe8b6'][i % 4] ?? '#ffd166'
    pen.beginPath()
    pen.ellipse(0, 0, 13, 6, 0, 0, Math.PI * 2)
    pen.fill()
    pen.restore()
  }
}

function disc(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(x, y, radius, 0, Math.PI * 2)
  pen.fill()
}

function hill(pen: CanvasRenderingContext2D, base: number, height: number, pace: number, colour: string): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.moveTo(0, HEIGHT)
  for (let x = 0; x <= WIDTH; x += 8) pen.lineTo(x, base + Math.sin(x * pace + base) * height)
  pen.lineTo(WIDTH, HEIGHT)
  pen.fill()
}
