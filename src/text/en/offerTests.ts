import { count } from '../format.js'
import { b, code, concat, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${value === 1 ? 'person' : 'people'}`

const reads = (size: number, what: string, instead: string) =>
  `${people(size)} ${size === 1 ? 'has' : 'have'} no ${what} and ${size === 1 ? 'reads' : 'read'} ${instead === '' ? 'nothing there' : `“${instead}”`}.`

/** How a marketer tests an offer, as themselves or as somebody else. Buttons: up to 18 characters. */
export const offerTests = {
  testNothing: 'There is no message to test yet. Write it first.',
  testHead: (version: string | null, as: string | null): Rich =>
    concat(['Test', ...(version === null ? [] : [b(version)]), ...(as === null ? [] : [`as ${as}`])], ' · '),
  withFirstLine: 'with the first line for people who were moved in',
  nameless: 'somebody without a name',
  facesAsked: '👤 As whom do you want to see it? Tap, or type a name.',
  faces: { typical: '🙂 Somebody typical', longest: '📏 Longest name', none: '👻 No name' },
  namedSo: 'Tap the one you mean, or type another name.',
  nobodyNamed: (words: string): string => `I know nobody called “${words}”. Type another name.`,
  noTestPeople: 'There are no test people yet. Add them in Settings.',
  testedPeople: (reached: number, failed: number): string =>
    failed === 0
      ? `Sent to ${n(reached)}.`
      : `Sent to ${n(reached)}. ${n(failed)} could not be reached: they have to press Start in this bot first.`,
  lacking: {
    first_name: (size: number, instead: string): string => reads(size, 'first name', instead),
    last_name: (size: number, instead: string): string => reads(size, 'last name', instead),
    username: (size: number, instead: string): string => reads(size, 'username', instead),
  },
  lackingField: (size: number, field: string, instead: string): string => reads(size, `“${field}”`, instead),
  testRefused: (why: string): Rich => rich`❌ Telegram refuses it: ${code(why)}`,
  testUnreached: '❌ Telegram could not be reached. Please test again in a minute.',
  testUnsure: '❓ Telegram did not answer: it may have arrived, or not. I will not send it again by myself.',
  testBusy: '❌ Telegram asks us to wait. Please test again in a minute.',
  testDone: 'Press the buttons in it: I will tell you whether they work. Tests do not count anywhere.',
  testDoneMany: 'Press the buttons in them: I will tell you whether they work. Tests do not count anywhere.',
  testPlain: 'This is how it will look. Tests do not count anywhere.',
  testFailed: 'Fix what Telegram refuses, then test again.',
  buttonWorks: (place: number, address: string): string => `✅ Button ${place} works → ${address}`,
  linkWorks: (words: string, address: string): string => `✅ The link “${words}” works → ${address}`,
}
