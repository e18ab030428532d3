import { getBroadcast } from '../../../../delivery/broadcast.js'
import { startEdit } from '../../../../delivery/repair.js'
import { findRound } from '../../../../delivery/survey/round.js'
import { AppError, type ErrorCode } from '../../../../errors.js'
import { isAction } from '../../../../offers/button/action.js'
import { parseButtons } from '../../../../offers/button.js'
import { withItem } from '../../../../offers/content/album.js'
import { type Content, contentSchema, readContent, withWords } from '../../../../offers/content.js'
import { endFrom, hasEnd } from '../../../../offers/draft/deadline.js'
import { replaceVariant } from '../../../../offers/offer/repair.js'
import { getOffer } from '../../../../offers/offer.js'
import { withFields } from '../../../../offers/personal/field.js'
import { checkContent, showsCode, showsUntil } from '../../../../offers/personal.js'
import { promoOf, sampleCode } from '../../../../offers/promo.js'
import { canBecome } from '../../../../offers/render/edit.js'
import { asSent } from '../../../../offers/render/prepared.js'
import { getVariant } from '../../../../offers/variant.js'
import type { Values } from '../../../address.js'
import type { Here } from '../../../here.js'
import {
  again,
  type Doing,
  deed,
  type Entry,
  type Go,
  go,
  inWords,
  type Said,
  say,
  screen,
  takes,
  type Words,
} from '../../../screen.js'
import { actionReader } from '../../typed/action.js'
import { broadcasts } from '../addresses.js'
import { countHolders } from './holders.js'
import { goOn, wakeUp } from './menu.js'
import { clearPreviews, sendPreview } from './preview.js'
import { dropProposal, findProposal, saveProposal } from './proposal.js'
import { albumCard, buttonsCard, proposalCard, textCard, versionsCard } from './text-card.js'
import { listVersions } from './version.js'

/** A version that is to be replaced; `proposal`: what was put forward for it so far, 0 for the version as it is. */
type Place = { id: number; version: number; proposal: number }

/** What would stand in its place, and the message that shows it. */
type Tried = { kind: 'tried'; content: Content; preview: number; more: readonly number[] }

/**
 * The right message, sent. It may be the wrong one again: the next that is sent takes its place. An album keeps what was put into the
 * place of something in it.
 */
const messageWords = contentWords<'id' | 'version'>(0, (here, values, { message }) => {
  const { id, version } = values
  const proposal = 'proposal' in values && typeof values.proposal === 'number' ? values.proposal : 0
  const put = baseOf(here, { id, version, proposal })
  const base = put?.kind === 'album' ? put : baseOf(here, { id, version, proposal: 0 })
  return base === null ? null : withWords(base, readContent(message))
})

/** What is to stand in the place of one of an album, sent; words alone become its caption. */
const albumWords = contentWords<'id' | 'version' | 'proposal' | 'nth'>(0, (here, values, { message }) => {
  const base = baseOf(here, values)
  if (base === null) return null
  const sent = readContent(message)
  return sent.kind === 'text' ? withWords(base, sent) : withItem(base, values.nth, sent)
})

/** The right buttons, typed. */
const buttonsWords: Words<'id' | 'version' | 'proposal'> = {
  ...contentWords<'id' | 'version' | 'proposal'>(1, (here, values, { text }) => {
    const base = baseOf(here, values)
    return base === null ? null : { ...base, buttons: parseButtons(text, here.ownTargets, actionReader(here)) }
  }),
  only: here => here.t.asked.buttons,
}

/** A wrong text, picture or button: those who wait get the right one, those who have it see it change. */
export const textPlaces: Entry[] = [
  screen(
    broadcasts.repairTexts,
    ({ db, language }, { id }, note) => {
      if (findRound(db, id) !== null) throw new AppError('survey_not_corrected')
      const broadcast = getBroadcast(db, id)
      const versions = listVersions(db, broadcast)
      const [only] = versions
      if (versions.length === 1 && only !== undefined) return go(broadcasts.repairText, { id, version: only.id })
      return versionsCard(broadcast, versions, language, note)
    },
    { note: 'own' },
  ),

  deed(broadcasts.restartText, {
    look: () => null,
    do({ db, me }, { id, version }) {
      dropProposal(db, me)
      return go(broadcasts.repairText, { id, version })
    },
    after: clearPreviews,
  }),

  screen(
    broadcasts.repairText,
    ({ db, t, language }, { id, version }, note) => {
      const broadcast = getBroadcast(db, id)
      const versions = listVersions(db, broadcast)
      const asked = versions.find(one => one.id === version)
      if (asked === undefined) return go(broadcasts.repairTexts, { id }, t.repairCards.changedMeanwhile)
      return textCard({ broadcast, versions, version: asked, content: getVariant(db, version).content }, language, note)
    },
    { note: 'own', words: messageWords },
  ),

  screen(
    broadcasts.repairButtons,
    (here, values) => {
      const content = baseOf(here, values)
      if (content === null) return go(broadcasts.repairTexts, { id: values.id }, here.t.repairCards.outdated)
      return buttonsCard(here, { ...values, content })
    },
    { words: buttonsWords },
  ),

  screen(
    broadcasts.repairAlbum,
    (here, values) => {
      const content = baseOf(here, values)
      if (content?.kind !== 'album') return go(broadcasts.repairTexts, { id: values.id }, here.t.repairCards.outdated)
      return albumCard({ ...values, content }, here.language)
    },
    { words: albumWords },
  ),

  deed(broadcasts.noButtons, {
    async look(doing, values) {
      const base = baseOf(doing, values)
      if (base === null) return say(doing.t.repairCards.outdated)
      const tried = await tryOut(doing, values, { ...base, buttons: [] })
      return tried.kind === 'cannot' ? say(tried.why) : tried
    },
    do: (doing, { id, version }, tried) => putForward(doing, { id, version }, tried, 1),
    after: clearPreviews,
  }),

  screen(
    broadcasts.textProposed,
    async (here, { id, version, proposal, buttons }) => {
      const { db, at, pace, language } = here
      const found = findProposal(db, here.me, proposal)
      if (found?.kind !== 'text') return go(broadcasts.repairTexts, { id }, here.t.repairCards.outdated)
      const was = getVariant(db, version).content
      const holders = await countHolders(db, id, version, at)
      const broadcast = getBroadcast(db, id)
      return proposalCard(
        { broadcast, version, proposal, was, now: found.content, holders, pace: pace.rate(), buttons: buttons === 1 },
        language,
      )
    },
    { anew: true, words: eitherWords() },
  ),

  deed(broadcasts.edit, {
    look: () => null,
    do(doing, { id, proposal: number }) {
      const { db, me, at, t } = doing
      const proposal = findProposal(db, me, number)
      if (proposal?.kind !== 'text' || proposal.broadcastId !== id) return say(t.repairCards.outdated)
      dropProposal(db, me)
      const { versionId, content } = proposal
      if (!isCurrent(doing, id, versionId)) return go(broadcasts.repairTexts, { id }, t.repairCards.changedMeanwhile)
      const { id: next } = replaceVariant(db, versionId, content, at)
      const repair = startEdit(db, id, new Map([[versionId, next]]), me, at)
      goOn(doing, id)
      return go(broadcasts.repair, { repair })
    },
    hint: wakeUp,
    after: clearPreviews,
  }),
]

/**
 * Takes what is sent to a screen as what should stand in the place of a version.
 * @param buttons 1 where only other buttons were asked for
 * @param read null when what it should replace is not there any more
 */
function contentWords<Field extends string>(
  buttons: number,
  read: (here: Here, values: Values<Field>, said: Said) => Content | null,
): Words<Field | 'id' | 'version'> {
  return takes<Field | 'id' | 'version', Tried>({
    async look(doing, { values, said }) {
      const content = read(doing, values, said)
      if (content === null) return go(broadcasts.repairTexts, { id: values.id }, doing.t.repairCards.outdated)
      const tried = await tryOut(doing, values, content)
      return tried.kind === 'cannot' ? again(tried.why) : tried
    },
    do: (doing, { values }, tried) => putForward(doing, values, tried, buttons),
    after: clearPreviews,
  })
}

/** What is put forward goes on asking for what was asked before. */
function eitherWords(): Words<'id' | 'version' | 'proposal' | 'buttons'> {
  const of = (values: Values<'buttons'>): Words<'id' | 'version' | 'proposal'> =>
    values.buttons === 1 ? buttonsWords : messageWords
  return {
    act: {
      ...messageWords.act,
      ready(doing, ask) {
        const missing = inWords(of(ask.values), doing, ask.values, ask.said)
        return missing === null ? of(ask.values).act.ready(doing, ask) : Promise.resolve(missing)
      },
    },
    only: null,
  }
}

/** What stands there so far: what this admin has put forward, or the version as it is; null when that is void. */
function baseOf(here: Here, { id, version, proposal }: Place): Content | null {
  if (!isCurrent(here, id, version)) return null
  if (proposal === 0) return getVariant(here.db, version).content
  const found = findProposal(here.db, here.me, proposal)
  return found?.kind === 'text' && found.versionId === version ? found.content : null
}

function isCurrent({ db }: Here, id: number, version: number): boolean {
  return listVersions(db, getBroadcast(db, id)).some(one => one.id === version)
}

/** Checks it and shows how it will look. @throws AppError for content that is refused */
async function tryOut(
  here: Here,
  { version }: { version: number },
  sent: Content,
): Promise<Tried | { kind: 'cannot'; why: string }> {
  const { content: current, offerId } = getVariant(here.db, version)
  const content = withFields(here.db, sent)
  const offer = getOffer(here.db, offerId)
  checkContent(asSent(content, hasEnd(offer)), here.ownTargets)
  if (!hasEnd(offer) && showsUntil(content)) throw new AppError('until_missing')
  if (showsCode(content) && promoOf(here.db, offerId) === null) throw new AppError('code_missing')
  if (!canBecome(current, content)) throw new AppError(staysAs(current, content))
  if (content.kind === 'album' && content.buttons.flat().some(({ url }) => isAction(url)))
    throw new AppError('album_acts')
  if (isSame(current, content)) return { kind: 'cannot', why: here.t.repairCards.sameMessage }
  const preview = await sendPreview(here, content, {
    code: sampleCode(here.db, offerId),
    end: endFrom(offer, here.at),
    lined: offer.kind === 'marketing',
  })
  if (preview.kind === 'refused') return { kind: 'cannot', why: preview.why }
  return { kind: 'tried', content, preview: preview.message, more: preview.more }
}

/** Why one cannot become the other. */
function staysAs(current: Content, content: Content): ErrorCode {
  if (current.kind === 'poll' || content.kind === 'poll') return 'content_stays_poll'
  return current.kind === 'album' ? 'content_stays_album' : 'content_stays_media'
}

/** To be called in a deed. @returns leads to the last word about it */
function putForward(
  { db, me }: Doing,
  { id, version }: { id: number; version: number },
  { content, preview, more }: Tried,
  buttons: number,
): Go {
  const proposal = saveProposal(db, me, {
    kind: 'text',
    broadcastId: id,
    versionId: version,
    content,
    preview,
    more: [...more],
  })
  return go(broadcasts.textProposed, { id, version, proposal, buttons })
}

function isSame(one: Content, other: Content): boolean {
  const [a, b] = [one, other].map(content => JSON.stringify(contentSchema.parse(content)))
  return a === b
}
