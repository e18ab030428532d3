export const offerCards = {}
