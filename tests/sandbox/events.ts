/** Server-Sent Events of a response, one after another. */
export type Events = {
  /** The next event of this name that fits; those before it are passed over. Rejects when the stream ends. */
  next<Body>(name: string, fits?: (body: Body) => boolean): Promise<Body>
  /** Resolves when the stream has ended. */
  ended(): Promise<void>
}

export function createParser(response: Response): Events {
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
  const decoder = new TextDecoder()
  let text = ''

  const one = async (): Promise<{ name: string; data: string } | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        const name = /^event: (.*)$/m.exec(block)?.[1]
        if (name !== undefined) return { name, data: /^data: (.*)$/m.exec(block)?.[1] ?? 'null' }
        continue
      }
      const { done, value } = await reader.read()
      if (done) return null
      text += decoder.decode(value, { stream: true })
    }
  }

  return {
    async next<Body>(name: string, fits: (body: Body) => boolean = () => true) {
      for (;;) {
        const event = await one()
        if (event === null) throw new Error(`the stream ended before ${name}`)
        if (event.name !== name) continue
        const body: Body = JSON.parse(event.data)
        if (fits(body)) return body
      }
    },
    async ended() {
      while ((await one()) !== null);
    },
  }
}
