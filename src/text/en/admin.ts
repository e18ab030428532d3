/** Words that many of the marketer's screens share. */
export const admin = {
  back: '← Back',
  card: '← Card',
  cancel: '✖️ Cancel',
  done: 'Done',
  everyone: 'Everyone',
  everyoneElse: 'Everyone else',
  oldButton: 'This button no longer works. Send /admin for the menu.',
  cancelled: 'All right, nothing changed.',
  nothingToCancel: 'Nothing is open. Send /new to start an offer.',
  people: (n: number): string => (n === 1 ? 'person' : 'people'),
}
