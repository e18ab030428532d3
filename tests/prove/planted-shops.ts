import { between, createRandom, type Random } from '../../src/sandbox/emulator/random.js'

/**
 * One person of a planted shop: on which side they are, what they would pay (minor units), whether they buy with the offer and
 * without it, what the offer takes off. Nobody sees more than one of the two.
 */
export type Planted = { held: boolean; check: number; withOffer: boolean; without: boolean; discount: number }

/** A shop whose truth is known. `usual`: what earlier orders came to, minor units. */
export type PlantedShop = { marginPer100: number; share: number; people: Planted[]; usual: number[] }

/** An offer of a made-up shop, from harmful to splendid, with discounts from none to 30 %. */
export function plantShop(seed: number, sizes: readonly [number, number] = [3_000, 40_000]): PlantedShop {
  const random = createRandom(seed * 104_729)
  const share = (random() < 0.5 ? 1_000 : 2_000) + between(random, 0, 1_000)
  const base = 0.05 + 0.2 * random()
  const effect = base * (-0.3 + 0.9 * random())
  const [marginPer100, typical] = [between(random, 15, 60), between(random, 80_000, 600_000)]
  const [off, uses] = [random() < 0.2 ? 0 : 0.3 * random(), 0.3 + 0.7 * random()]
  const people: Planted[] = []
  for (let i = between(random, ...sizes); i > 0; i--) {
    const check = amount(random, typical)
    const without = random() < base
    const withOffer = effect >= 0 ? without || random() < effect / (1 - base) : without && random() < 1 + effect / base
    const discount = withOffer && random() < uses ? Math.round(check * off) : 0
    people.push({ held: random() * 10_000 < share, check, withOffer, without, discount })
  }
  return { marginPer100, share, people, usual: Array.from({ length: 400 }, () => amount(random, typical)) }
}

/** What the offer truly changed in what the shop keeps, minor units: of everybody who was to get it, both their lives. */
export function truthOf({ people, marginPer100 }: PlantedShop): number {
  return people.reduce((sum, { held, check, withOffer, without, discount }) => {
    const kept = (check * marginPer100) / 100
    return held ? sum : sum + (withOffer ? kept - discount : 0) - (without ? kept : 0)
  }, 0)
}

/** What the shop sees, counted plainly. */
export function seenOf({ people, usual }: PlantedShop) {
  const side = (held: boolean) => people.filter(person => person.held === held)
  const [treated, beside] = [side(false), side(true)]
  const buyers = treated.filter(person => person.withOffer)
  return {
    treated: { n: buyers.length, of: treated.length },
    held: { n: beside.filter(person => person.without).length, of: beside.length },
    discounts: buyers.reduce((sum, { discount }) => sum + discount, 0),
    check: usual.reduce((sum, check) => sum + check, 0) / usual.length,
  }
}

/** The reckoning from what the shop sees, by nothing but its sentence: minor units. */
export function plainReckoning(shop: PlantedShop): number {
  const { treated, held, discounts, check } = seenOf(shop)
  const additional = treated.n - (held.n / held.of) * treated.of
  return (additional * check * shop.marginPer100) / 100 - discounts
}

/** Log-normal: most orders are small, a few large. */
function amount(random: Random, typical: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.max(100, Math.round(typical * Math.exp(0.6 * normal)))
}
