export const surveyCards = {}
