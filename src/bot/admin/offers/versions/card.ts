import { getDraft } from '../../../../offers/draft.js'
import { forgetOrigin } from '../../../../offers/offer/origin.js'
import type { Offer } from '../../../../offers/offer.js'
import { dropVersion, listVersions, MOST_VERSIONS, type Variant } from '../../../../offers/variant.js'
import { shorten, versionLetter } from '../../../../text/format.js'
import { lines, type Piece, rich } from '../../../../text/rich.js'
import { type Card, type Key, key, pairs, rowsOf } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { listTried } from '../../drafts/tried.js'
import { addresseeName, wantedVersions } from '../../drafts/versions.js'
import { contentWords } from '../../words/content.js'
import { of100, shareWords } from '../../words/control.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { typedAs } from '../buttons/typed.js'
import { capped } from '../label.js'
import { cardMessage, triedWords } from '../message/taking.js'
import { draftPlaces, draftScreen } from '../place.js'
import { backToCard } from '../words.js'
import { hasOwnButtons } from './buttons.js'
import { eachKeys } from './each.js'
import { findTrialOutlook, type TrialOutlook } from './sizes.js'
import { waitingWords } from './words.js'

const WORDS = 40

/** A message that the offer does not have (any more) leads to its card. */
const isWanted: Guard<'offer' | 'segment'> = ({ db }, { offer, segment }) =>
  wantedVersions(getDraft(db, offer).draft).includes(segment || null) ? null : go(offers.open, { offer })

/** What is sent to the card of a message is its next version; without the message itself, that. */
const nextVersion: Words<'offer' | 'segment'> = {
  only: null,
  act: {
    ...{ after: null, came: null, hint: null },
    async ready(doing, ask) {
      const { offer, segment } = ask.values
      const version = listVersions(doing.db, offer, segment || null).length
      // One too many is as likely a correction: that is sent to its own card.
      if (version === 0 || version >= MOST_VERSIONS) return cardMessage.act.ready(doing, ask)
      return triedWords.act.ready(doing, { ...ask, values: { offer, segment, version } })
    },
  },
}

/** Versions of the messages of a draft: A/B. */
export const versionsPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.ab,
    (here, { offer: id }) => {
      const offer = getDraft(here.db, id)
      return offer.draft.each ? messagesCard(here, offer) : go(offers.abMessage, { offer: id, segment: 0 })
    },
    { costly: true },
  ),

  ...guarded(isWanted, [
    draftScreen(
      offers.abMessage,
      async (here, { offer: id, segment }, note) => {
        const offer = getDraft(here.db, id)
        const versions = listVersions(here.db, id, segment || null)
        return versions.length > 1
          ? await trialCard(here, offer, segment || null, note)
          : firstCard(here, offer, segment || null, versions[0] ?? null, note)
      },
      { note: 'own', costly: true, words: nextVersion },
    ),

    draftScreen(
      offers.abVersion,
      (here, { offer: id, segment, version }, note) => {
        const offer = getDraft(here.db, id)
        const { versionCards: t, offerCards } = here.t
        const versions = listVersions(here.db, id, segment || null)
        if (version < 1 || version > versions.length || version >= MOST_VERSIONS)
          return go(offers.abMessage, { offer: id, segment })
        const own = versions[version]
        const letter = versionLetter(version, here.language)
        return {
          text: lines([
            title(here, offer, segment || null),
            own === undefined ? null : offerCards.messageNow(contentWords(own.content, here.language)),
            own === undefined ? t.sendB(letter) : t.sendOther(letter),
            own === undefined ? null : buttonsLine(here, own),
            note,
          ]),
          keyboard: [
            ...(own?.content.poll === undefined
              ? []
              : [[key(here.t.pollCards.door, offers.answers, { offer: id, segment, version })]]),
            ...(own === undefined
              ? []
              : [
                  [
                    key(offerCards.keys.buttons, offers.abButtons, { offer: id, segment, version }),
                    key(t.keys.drop, offers.abDrop, { offer: id, segment, message: own.id }),
                  ],
                ]),
            [key(t.keys.back, offers.abMessage, { offer: id, segment })],
          ],
        }
      },
      { words: triedWords, note: 'own' },
    ),

    deed(offers.abDrop, ({ db }, { offer, segment, message }) => {
      const gone = listVersions(db, offer, segment || null).find(({ id }) => id === message)
      if (gone !== undefined) {
        dropVersion(db, offer, segment || null, gone.version)
        // Those after it have other letters now: what their authors edit is no longer theirs.
        for (let version = gone.version; version < MOST_VERSIONS; version++) forgetVersion(db, offer, segment, version)
        changeRows(db, offer, () => ({}))
      }
      return go(offers.abMessage, { offer, segment })
    }),

    deed(offers.abDropAll, ({ db }, { offer, segment }) => {
      for (const { version } of listVersions(db, offer, segment || null)
        .slice(1)
        .reverse()) {
        dropVersion(db, offer, segment || null, version)
        forgetVersion(db, offer, segment, version)
      }
      changeRows(db, offer, () => ({}))
      return go(offers.open, { offer })
    }),

    deed(offers.abAnyway, ({ db }, { offer, segment }) => {
      changeRows(db, offer, ({ trial }) => ({ trial: { ...trial, goesOn: 'compare' } }))
      return go(offers.abMessage, { offer, segment })
    }),
  ]),
])

/** Nobody edits a version any more by the messages that it was made from. */
function forgetVersion(db: Here['db'], offer: number, segment: number, version: number): void {
  for (const topic of ['offer_version', 'offer_version_buttons'])
    forgetOrigin(db, topic, { offer, segment: segment || null, version })
}

/** What buttons a version has, where they are not those of A. */
function buttonsLine(here: Here, { offerId, segmentId, version, content }: Variant): Piece | null {
  if (!hasOwnButtons(here.db, { offer: offerId, segment: segmentId ?? 0, version })) return null
  const { versionCards: t, offerCards } = here.t
  return content.buttons.length === 0 ? t.noButtons : offerCards.buttonsNow(typedAs(here, content.buttons))
}

function title({ db, language, t }: Here, { draft, name }: Offer, segment: number | null): Piece {
  const { versionCards: words } = t
  return draft.each
    ? words.titleFor(shownName(name), addresseeName(db, draft, segment, language))
    : words.title(shownName(name))
}

/** Of which message, where each segment has its own. */
function messagesCard(here: Here, offer: Offer): Card {
  const { db, language } = here
  const { versionCards: t } = here.t
  const tried = new Map(listTried(db, offer).map(({ segment, versions }) => [segment, versions.length]))
  const keys = capped(wantedVersions(offer.draft)).map(segment => {
    const mark = (tried.get(segment) ?? 1) > 1 ? '⚖️ ' : ''
    const name = shorten(addresseeName(db, offer.draft, segment, language), 30)
    return key(mark + name, offers.abMessage, { offer: offer.id, segment: segment ?? 0 })
  })
  return {
    text: lines([t.title(shownName(offer.name)), t.whose]),
    keyboard: [...rowsOf(keys), [backToCard(offer.id, language)]],
  }
}

/** Before there is a second version: what to send, or a message for each instead. */
function firstCard(here: Here, offer: Offer, segment: number | null, only: Variant | null, note: Piece | null): Card {
  const { language } = here
  const { versionCards: t } = here.t
  const { id, draft } = offer
  const each = draft.each ? [] : eachKeys(here, id)
  const back = draft.each ? key(t.keys.back, offers.ab, { offer: id }) : backToCard(id, language)
  return {
    text: lines([
      title(here, offer, segment),
      note,
      only === null ? t.messageFirst : versionLine(here, only),
      only === null ? null : t.sendB(versionLetter(1, language)),
      each.length === 0 ? null : rich`\n${t.eachInstead}`,
    ]),
    keyboard: [
      ...(only === null ? [[key(t.keys.message, offers.message, { offer: id })]] : []),
      ...each.map(one => [one]),
      [back],
    ],
  }
}

/** How they are tried, and what that can show. */
async function trialCard(here: Here, offer: Offer, segment: number | null, note: Piece | null): Promise<Card> {
  const { db, language } = here
  const { versionCards: t } = here.t
  const { id, draft } = offer
  const versions = listVersions(db, id, segment)
  const outlook = await findTrialOutlook(here, offer, { segment, versions })
  const known = outlook === 'slow' ? null : outlook
  const where = { offer: id, segment: segment ?? 0 }
  const asks = known?.tooSmall === true && draft.trial.goesOn !== 'compare'
  const change = versions
    .slice(1)
    .map(({ version }) => key(t.keys.change(versionLetter(version, language)), offers.abVersion, { ...where, version }))
  const add =
    versions.length < MOST_VERSIONS
      ? [
          key(t.keys.add(versionLetter(versions.length, language)), offers.abVersion, {
            ...where,
            version: versions.length,
          }),
        ]
      : []
  const all = key(t.keys.dropAll(versionLetter(0, language)), offers.abDropAll, where)
  return {
    text: lines([
      title(here, offer, segment),
      known === null ? null : t.size(known.size.people),
      note,
      ...versions.map(version => versionLine(here, version)),
      ...termLines(here, offer, known),
      pollLine(here, offer, versions),
      outlook === 'slow' ? t.slow : known === null ? t.nobodyYet : null,
      ...(known === null ? [] : showsLines(here, offer, known)),
      versions.length < MOST_VERSIONS ? rich`\n${t.sendNext(versionLetter(versions.length, language))}` : null,
    ]),
    keyboard: [
      ...(asks ? [[all, key(t.keys.anyway, offers.abAnyway, where)]] : []),
      [key(t.keys.tried, offers.abShare, { offer: id }), key(t.keys.decides, offers.abDecides, { offer: id })],
      [key(t.keys.wait, offers.abWait, { offer: id }), key(t.keys.after, offers.abThen, { offer: id })],
      ...pairs<Key>([
        ...change,
        ...add,
        ...(draft.each ? [key(t.keys.back, offers.ab, { offer: id })] : []),
        backToCard(id, language),
      ]),
    ],
  }
}

/** "A “−20 % until Sunday”": its first words, or what it is. */
function versionLine({ language, t }: Here, { version, content }: Variant): Piece {
  const [first = ''] = (content.poll?.question ?? content).text.trim().split('\n')
  const words = first === '' ? contentWords(content, language) : shorten(first, WORDS)
  return t.versionCards.version(versionLetter(version, language), words)
}

/** What an answer to a poll counts as, where nothing else would count it; null where it is counted, or there is no poll. */
function pollLine({ t }: Here, { draft }: Offer, versions: readonly Variant[]): string | null {
  const polled = versions.some(({ content }) => content.poll !== undefined)
  return polled && draft.trial.decides !== 'replies' ? t.pollCards.decides : null
}

function termLines(here: Here, offer: Offer, known: TrialOutlook | null): string[] {
  const { language, t } = here
  const { terms, deciding, afterwards, ordersAsk } = t.versionCards
  const { share, decides, goesOn } = offer.draft.trial
  const each = known?.size.each ?? null
  const asks = decides === 'orders' && goesOn !== 'compare'
  return [
    goesOn === 'compare' ? terms.all(each) : terms.tried(shareWords(share, language), each),
    terms.decides(deciding[decides]),
    terms.wait(waitingWords(here, offer)),
    terms.after(afterwards[asks ? 'ask' : goesOn]),
    ...(asks ? [ordersAsk] : []),
  ]
}

/** What it can show, or that it is too small to show anything. */
function showsLines({ language, t }: Here, offer: Offer, known: TrialOutlook): Piece[] {
  const { versionCards: words } = t
  const { decides } = offer.draft.trial
  const per100 = (share: number) => of100(share, language)
  const { effect, most, rate, size } = known
  const assumed = known.known ? [] : [words.assumed(per100(rate), decides)]
  if (known.tooSmall) return [words.tooSmall(size.people, most === null ? null : per100(most)), ...assumed]
  if (effect === null) return [words.nothingShows, ...assumed]
  return [words.shows(per100(effect), per100(rate), per100(rate + effect), decides), ...assumed]
}
