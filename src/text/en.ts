import { acts } from './en/acts.js'
import { admin } from './en/admin.js'
import { alerts } from './en/alerts.js'
import { analysisCards } from './en/analysisCards.js'
import { answerCards } from './en/answerCards.js'
import { apiCards } from './en/apiCards.js'
import { asked } from './en/asked.js'
import { calendarCards } from './en/calendarCards.js'
import { campaigns } from './en/campaigns.js'
import { campaignTerms } from './en/campaignTerms.js'
import { carefulCards } from './en/carefulCards.js'
import { codeCards } from './en/codeCards.js'
import { connectionCards } from './en/connectionCards.js'
import { controlCards } from './en/controlCards.js'
import { countCards } from './en/countCards.js'
import { delivery } from './en/delivery.js'
import { errors } from './en/errors.js'
import { eventCards } from './en/eventCards.js'
import { exportCards } from './en/exportCards.js'
import { fieldCards } from './en/fieldCards.js'
import { figureCards } from './en/figureCards.js'
import { fileWords } from './en/fileWords.js'
import { goalCards } from './en/goalCards.js'
import { home } from './en/home.js'
import { importCards } from './en/importCards.js'
import { interestCards } from './en/interestCards.js'
import { keptCards } from './en/keptCards.js'
import { labels } from './en/labels.js'
import { ladderCards } from './en/ladderCards.js'
import { libraryCards } from './en/libraryCards.js'
import { menuCards } from './en/menuCards.js'
import { moneyCards } from './en/moneyCards.js'
import { offerCards } from './en/offerCards.js'
import { offers } from './en/offers.js'
import { orderCards } from './en/orderCards.js'
import { orderFiles } from './en/orderFiles.js'
import { ownData } from './en/ownData.js'
import { paceCards } from './en/paceCards.js'
import { personCards } from './en/personCards.js'
import { placeCards } from './en/placeCards.js'
import { pollCards } from './en/pollCards.js'
import { readyCampaigns } from './en/readyCampaigns.js'
import { repairCards } from './en/repairCards.js'
import { repeatCards } from './en/repeatCards.js'
import { replies } from './en/replies.js'
import { reports } from './en/reports.js'
import { resultCards } from './en/resultCards.js'
import { rfmCards } from './en/rfmCards.js'
import { segmentCards } from './en/segmentCards.js'
import { segmentMistakes } from './en/segmentMistakes.js'
import { segments } from './en/segments.js'
import { segmentWords } from './en/segmentWords.js'
import { serviceCards } from './en/serviceCards.js'
import { settingsCards } from './en/settingsCards.js'
import { sourceCards } from './en/sourceCards.js'
import { subscriber } from './en/subscriber.js'
import { summaryCards } from './en/summaryCards.js'
import { survey } from './en/survey.js'
import { surveyCards } from './en/surveyCards.js'
import { teamCards } from './en/teamCards.js'
import { textCards } from './en/textCards.js'
import { versionCards } from './en/versionCards.js'
import { whoCards } from './en/whoCards.js'
import { whyCards } from './en/whyCards.js'

/** Every sentence in English, by the room that says it. */
export const en = {
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
