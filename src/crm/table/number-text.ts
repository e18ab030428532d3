/**
 * A number as it was meant, without an exponent. One that no longer is what was written (an id of over 15 digits) gets
 * one, and is then refused by whoever reads ids.
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Number.isInteger(value)) return value.toExponential()
  const short = String(Number(value.toPrecision(15)))
  if (!short.includes('e')) return short
  const digits = [...Number(short).toFixed(12)]
  while (digits.at(-1) === '0') digits.pop()
  if (digits.at(-1) === '.') digits.pop()
  return digits.join('')
}
