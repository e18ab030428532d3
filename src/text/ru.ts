import { acts } from './ru/acts.js'
import { admin } from './ru/admin.js'
import { alerts } from './ru/alerts.js'
import { analysisCards } from './ru/analysisCards.js'
import { answerCards } from './ru/answerCards.js'
import { apiCards } from './ru/apiCards.js'
import { asked } from './ru/asked.js'
import { calendarCards } from './ru/calendarCards.js'
import { campaigns } from './ru/campaigns.js'
import { campaignTerms } from './ru/campaignTerms.js'
import { carefulCards } from './ru/carefulCards.js'
import { codeCards } from './ru/codeCards.js'
import { connectionCards } from './ru/connectionCards.js'
import { controlCards } from './ru/controlCards.js'
import { countCards } from './ru/countCards.js'
import { delivery } from './ru/delivery.js'
import { errors } from './ru/errors.js'
import { eventCards } from './ru/eventCards.js'
import { exportCards } from './ru/exportCards.js'
import { fieldCards } from './ru/fieldCards.js'
import { figureCards } from './ru/figureCards.js'
import { fileWords } from './ru/fileWords.js'
import { goalCards } from './ru/goalCards.js'
import { home } from './ru/home.js'
import { importCards } from './ru/importCards.js'
import { interestCards } from './ru/interestCards.js'
import { keptCards } from './ru/keptCards.js'
import { labels } from './ru/labels.js'
import { ladderCards } from './ru/ladderCards.js'
import { libraryCards } from './ru/libraryCards.js'
import { menuCards } from './ru/menuCards.js'
import { moneyCards } from './ru/moneyCards.js'
import { offerCards } from './ru/offerCards.js'
import { offers } from './ru/offers.js'
import { orderCards } from './ru/orderCards.js'
import { orderFiles } from './ru/orderFiles.js'
import { ownData } from './ru/ownData.js'
import { paceCards } from './ru/paceCards.js'
import { personCards } from './ru/personCards.js'
import { placeCards } from './ru/placeCards.js'
import { pollCards } from './ru/pollCards.js'
import { readyCampaigns } from './ru/readyCampaigns.js'
import { repairCards } from './ru/repairCards.js'
import { repeatCards } from './ru/repeatCards.js'
import { replies } from './ru/replies.js'
import { reports } from './ru/reports.js'
import { resultCards } from './ru/resultCards.js'
import { rfmCards } from './ru/rfmCards.js'
import { segmentCards } from './ru/segmentCards.js'
import { segmentMistakes } from './ru/segmentMistakes.js'
import { segments } from './ru/segments.js'
import { segmentWords } from './ru/segmentWords.js'
import { serviceCards } from './ru/serviceCards.js'
import { settingsCards } from './ru/settingsCards.js'
import { sourceCards } from './ru/sourceCards.js'
import { subscriber } from './ru/subscriber.js'
import { summaryCards } from './ru/summaryCards.js'
import { survey } from './ru/survey.js'
import { surveyCards } from './ru/surveyCards.js'
import { teamCards } from './ru/teamCards.js'
import { textCards } from './ru/textCards.js'
import { versionCards } from './ru/versionCards.js'
import { whoCards } from './ru/whoCards.js'
import { whyCards } from './ru/whyCards.js'

/** Every sentence in Russian, by the room that says it. */
export const ru = {
  acts,
  admin,
  alerts,
  analysisCards,
  answerCards,
  apiCards,
  asked,
  calendarCards,
  campaigns,
  campaignTerms,
  carefulCards,
  codeCards,
  goalCards,
  home,
  connectionCards,
  controlCards,
  countCards,
  delivery,
  errors,
  eventCards,
  exportCards,
  fieldCards,
  figureCards,
  fileWords,
  readyCampaigns,
  repairCards,
  keptCards,
  labels,
  importCards,
  interestCards,
  ladderCards,
  libraryCards,
  menuCards,
  moneyCards,
  offerCards,
  offers,
  orderCards,
  orderFiles,
  ownData,
  paceCards,
  personCards,
  placeCards,
  pollCards,
  repeatCards,
  replies,
  reports,
  resultCards,
  rfmCards,
  segmentCards,
  segmentMistakes,
  segments,
  segmentWords,
  serviceCards,
  settingsCards,
  sourceCards,
  subscriber,
  summaryCards,
  survey,
  surveyCards,
  teamCards,
  textCards,
  versionCards,
  whoCards,
  whyCards,
}
