/** How people stand to the bot. */
export const states = {
  /** Whom no message reaches. */
  unreachable: ['unreachable', 'cannot be reached', "can't be reached", 'not reachable', 'undeliverable'],
  /** Who stopped offers and is there again. */
  cameBack: [
    ...['came back', 'left and came back', 'resubscribed', 're-subscribed', 'subscribed again'],
    ...['unsubscribed and came back', 'stopped and came back', 'returned after stopping', 'came back after stopping'],
    ...[
      'unsubscribed then came back',
      'unsubscribed and returned',
      'unsubscribed but came back',
      'left and returned',
      'rejoined',
    ],
    ...[
      'left then came back',
      'stopped then came back',
      'stopped and returned',
      're-joined',
      'left but came back',
      'joined again',
    ],
    ...['came back after unsubscribing', 'returned after unsubscribing', 'came back after a stop'],
  ],
  /** Who has shown no sign for long. */
  inactive: [
    ...['inactive', 'passive', 'not active', 'disengaged', 'unengaged', 'not engaged', 'silent', 'quiet'],
    ...['no activity', 'idle', 'been quiet', 'gone quiet', 'went quiet', 'keep silent', 'kept silent'],
  ],
  active: [
    ...['can be reached', 'active', 'reachable', 'reachable ones', 'can be written to', 'can receive'],
    ...['available to write', 'deliverable', 'contactable', 'subscribed and active', 'still subscribed'],
  ],
  paused: [
    ...['on pause', 'paused', 'pause', 'took a pause', 'has paused', 'paused offers', 'having a pause', 'snoozed'],
    ...['on a break', 'on hold', 'pausing', 'paused their subscription', 'paused the subscription', 'paused messages'],
    ...['paused the bot', 'paused us', 'put us on pause', 'put on pause', 'paused notifications', 'paused everything'],
  ],
  unsubscribed: [
    ...['stopped offers', 'unsubscribed', 'stopped', 'opted out', 'opt-outs', 'opted-out', 'unsubscribes'],
    ...['unsubscribers', 'have unsubscribed', 'is unsubscribed', 'unsubbed'],
  ],
  blocked: [
    ...['blocked the bot', 'blocked', 'blocked us', 'blocked our bot', 'blockers', 'blocked me', 'have blocked'],
    ...['has blocked', 'bot blocked', 'banned the bot', 'banned us'],
  ],
  deactivated: [
    ...['account deleted', 'deleted', 'deleted account', 'deleted accounts', 'deactivated', 'removed account'],
    ...['account removed', 'deleted their account', 'accounts deleted', 'account is deleted', 'gone accounts'],
    ...['deleted telegram'],
  ],
  unknownStep: ['unknown'],
}
