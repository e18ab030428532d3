/** A label with a tick where it is what holds now. */
export function marked(label: string, on: boolean): string {
  return on ? `✅ ${label}` : label
}
