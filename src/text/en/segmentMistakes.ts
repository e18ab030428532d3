export const segmentMistakes = {}
