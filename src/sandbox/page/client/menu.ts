import { button, type IconName, icon, make } from './dom.js'

/** One line of a menu; `danger` is red. */
export type Item = { icon: IconName; label: string; danger?: boolean; run: () => void }

/** Shows a menu beside an element, or at a point; a press elsewhere or Escape takes it away. `top` stands above the items. */
export function openMenu(
  near: Element | { x: number; y: number },
  label: string,
  items: readonly Item[],
  top: Node | null = null,
): void {
  const menu = make('div', { class: 'menu', label, attrs: { popover: 'auto', role: 'menu' } }, top)
  for (const item of items) {
    const line = button(
      { class: item.danger ? 'danger' : '', attrs: { role: 'menuitem' } },
      icon(item.icon),
      item.label,
    )
    line.addEventListener('click', () => {
      menu.hidePopover()
      item.run()
    })
    menu.append(line)
  }
  menu.addEventListener('toggle', event => {
    if ('newState' in event && event.newState === 'closed') menu.remove()
  })
  menu.addEventListener('keydown', event => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const lines = [...menu.querySelectorAll('button')]
    const at = lines.findIndex(line => line.matches(':focus'))
    lines.at((at + step) % lines.length)?.focus()
  })
  document.body.append(menu)
  menu.showPopover()
  place(menu, near)
  menu.querySelector('button')?.focus()
}

/** Below the element where there is room, else above it; never over the page's edge. */
function place(menu: HTMLElement, near: Element | { x: number; y: number }): void {
  const { width, height } = menu.getBoundingClientRect()
  const spot = near instanceof Element ? near.getBoundingClientRect() : new DOMRect(near.x, near.y, 0, 0)
  const below = spot.bottom + 6
  const top = below + height <= innerHeight - 8 ? below : Math.max(8, spot.top - height - 6)
  const left = spot.left + width <= innerWidth - 8 ? spot.left : Math.max(8, spot.right - width)
  menu.style.top = `${top}px`
  menu.style.left = `${left}px`
}
