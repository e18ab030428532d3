type Child = Node | string | null

/** What an element is made with. `label`: what it is called for those who do not see it. */
export type Props = {
  class?: string
  label?: string | undefined
  title?: string
  attrs?: Readonly<Record<string, string>>
  click?: (event: MouseEvent) => void
}

/** Makes an element. Strings become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (props.class !== undefined) element.className = props.class
  if (props.label !== undefined) element.setAttribute('aria-label', props.label)
  if (props.title !== undefined) element.title = props.title
  for (const [name, value] of Object.entries(props.attrs ?? {})) element.setAttribute(name, value)
  const plain: HTMLElement = element
  if (props.click !== undefined) plain.addEventListener('click', props.click)
  element.append(...children.filter(child => child !== null))
  return element
}

/** A button; it never submits anything. */
export function button(props: Props, ...children: readonly Child[]): HTMLButtonElement {
  const element = make('button', props, ...children)
  element.type = 'button'
  return element
}

/** A round button that shows only an icon. */
export function iconButton(name: IconName, label: string, click: (event: MouseEvent) => void): HTMLButtonElement {
  return button({ class: 'icon-button', label, title: label, click }, icon(name))
}

const ICONS = {
  send: 'M4.5 12 20 4.5 15.5 20l-3.7-6.2zM11.8 13.8 20 4.5',
  clip: 'm19.5 11.5-7.6 7.6a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
  dots: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  more: 'm7 10 5 5 5-5',
  down: 'M12 5v13.5M6 13l6 6 6-6',
  close: 'm6 6 12 12M18 6 6 18',
  search: 'M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zm5-2 4.5 4.5',
  check: 'm5 12.5 4.5 4.5L19 7',
  reply: 'M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V19',
  edit: 'M5 19l.8-3.8L16.4 4.6a1.9 1.9 0 0 1 2.7 0l.3.3a1.9 1.9 0 0 1 0 2.7L8.8 18.2z',
  forward: 'M14.5 6 20 11.5 14.5 17M19.5 11.5H10a6 6 0 0 0-6 6V19',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.2v.01',
  sun: 'M4 5h16v14H4zM4 17c4-4 7-4 16 0M12 9.2a1.8 1.8 0 1 1-.01 0',
  file: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4',
  smile: 'M12 20.5a8.5 8.5 0 1 1 0-17 8.5 8.5 0 0 1 0 17zM8.5 14c1.8 2.6 5.2 2.6 7 0M9 9.5v.01M15 9.5v.01',
  poll: 'M5 20v-8M12 20V5M19 20v-11M3.5 20h17',
  mic: 'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5',
  phone: 'M6 4h3.5l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  pin: 'M12 20.5c4-4.4 6-7.5 6-10.5a6 6 0 1 0-12 0c0 3 2 6.1 6 10.5zM12 8.2a1.8 1.8 0 1 1-.01 0',
  slash: 'M5 4h14v16H5zM13.5 8l-3 8',
  keys: 'M3.5 6.5h17v11h-17zM7 10v.01M10.3 10v.01M13.7 10v.01M17 10v.01M8.5 14h7',
  play: 'M8.5 5.5v13l10-6.5z',
  out: 'M9 6h9v9M18 6 7 17',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  ban: 'M12 20.5a8.5 8.5 0 1 1 0-17 8.5 8.5 0 0 1 0 17zM6 6l12 12',
  again: 'M5 12a7 7 0 1 1 2.2 5.1M5 19v-4h4',
  plus: 'M12 5v14M5 12h14',
} as const

export type IconName = keyof typeof ICONS

/** A line drawing in the colour of the text around it. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', `icon icon-${name}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}

/** A round picture made of the first letters of a name. */
export function avatar(name: string, id: number): HTMLElement {
  const letters = name
    .split(/\s+/)
    .map(word => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  return make('span', { class: `avatar hue-${Math.abs(id) % 8}`, attrs: { 'aria-hidden': 'true' } }, letters)
}
