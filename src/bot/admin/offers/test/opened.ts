import type { Api } from 'grammy'
import type { Db } from '../../../../db/open.js'
import { buttonLink, keyOf } from '../../../../offers/link.js'
import { findTest } from '../../../../offers/offer/tested.js'
import { getVariant } from '../../../../offers/variant.js'
import { shortAddress } from '../../../../text/address.js'
import type { Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'

/**
 * A link of a test was opened: tells the admin who asked for the test that it works, and where it leads.
 * @param languageOf the language of an admin, by Telegram id
 */
export async function announceTestOpened(
  api: Api,
  db: Db,
  opened: { testId: number; link: number },
  languageOf: (adminId: number) => Language,
): Promise<void> {
  const asked = findTest(db, opened.testId)
  if (asked === null) return
  const { content, links } = getVariant(db, asked.variantId)
  const link = links.find(({ number }) => number === opened.link)
  if (link === undefined) return
  const t = texts(languageOf(asked.adminId)).offerCards
  const button = content.buttons.flat().findIndex(candidate => {
    const target = buttonLink(candidate)
    return target !== null && keyOf(target) === keyOf(link)
  })
  const address = shortAddress(link.url)
  const words = button < 0 ? t.linkWorks(link.label, address) : t.buttonWorks(button + 1, address)
  await api.sendMessage(asked.adminId, words, { link_preview_options: { is_disabled: true } })
}
