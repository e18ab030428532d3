export const subscriber = {}
