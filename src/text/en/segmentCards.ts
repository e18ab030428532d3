export const segmentCards = {}
