import { InputFile } from 'grammy'
import { findSubscriberById, languageOf } from '../../../audience/subscriber.js'
import { writeOwnData } from '../../mydata/file.js'
import { deed, type Entry, go } from '../../screen.js'
import { people } from './addresses.js'
import { getPerson } from './person.js'

/** What is held of somebody, as the file that they would get themselves, for whoever of the team they asked. */
export const dataPlaces: Entry[] = [
  deed(people.data, {
    look: (here, { id }) => ({ person: getPerson(here, id).id }),
    do: ({ t }, _, { person }) => go(people.open, { id: person }, t.personCards.dataSent),
    takesOut: true,
    async after(here, { id }) {
      const { db, preferences, api, me, at } = here
      const person = findSubscriberById(db, id)
      if (person === null) return
      const deps = { db, bot: here.bot().first_name, zone: here.zone(), rungNames: preferences.rungNames }
      const text = await writeOwnData(deps, person.telegramId, languageOf(person, preferences.language()), at)
      await api.sendDocument(me, new InputFile(Buffer.from(text), `${here.t.personCards.dataFile}.txt`))
    },
  }),
]
