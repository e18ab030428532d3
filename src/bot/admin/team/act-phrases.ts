import type { Texts } from '../../../text/index.js'
import type { Address } from '../../address.js'
import { replies } from '../../replies/addresses.js'
import { analysis } from '../analysis/addresses.js'
import { answers } from '../answers/addresses.js'
import { api } from '../api/addresses.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { campaigns } from '../campaigns/addresses.js'
import { repeat } from '../campaigns/repeat/addresses.js'
import { connections } from '../connections/addresses.js'
import { control } from '../control/addresses.js'
import { events } from '../events/addresses.js'
import { exports } from '../exports/addresses.js'
import { fields } from '../fields/addresses.js'
import { goal } from '../goal/addresses.js'
import { home } from '../home/addresses.js'
import { imports } from '../imports/addresses.js'
import { interests } from '../interests/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { library } from '../library/addresses.js'
import { menu } from '../menu/addresses.js'
import { offers } from '../offers/addresses.js'
import { orders } from '../orders/addresses.js'
import { people } from '../people/addresses.js'
import { places } from '../places/addresses.js'
import { results } from '../results/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { segments } from '../segments/addresses.js'
import { builder } from '../segments/builder/addresses.js'
import { service } from '../service/addresses.js'
import { settings } from '../settings/addresses.js'
import { sources } from '../sources/addresses.js'
import { summary } from '../summary/addresses.js'
import { survey } from '../survey/addresses.js'
import { wordings } from '../texts/addresses.js'
import { whois } from '../whois/addresses.js'
import { team } from './addresses.js'

/** What an address is called. */
export type Named = Pick<Address, 'name'>

/** The words for what was done. */
export type Words = Texts['acts']

/** What stands in the log for what no button leads to: a command, what was sent unasked, an edited message. */
const began: readonly Named[] = [{ name: '/new' }, { name: 'unasked' }]

const edited: Named = { name: 'edited' }

const back: Named = { name: 'back' }

/** Which deeds have one phrase in common. */
export const phrases: Record<keyof Words['done'], readonly Named[]> = {
  wrote: [
    ...[sources.write, goal.write, imports.write, orders.ask],
    ...[analysis.overlapWrite, broadcasts.writeTo, offers.another, offers.start, offers.keep, ...began],
    ...[segments.write, segments.sketchWrite, segments.readyWrite, segments.askedWrite],
  ],
  offerKind: [offers.kind, offers.kindIs],
  offerGoal: [offers.goal, offers.goalIs],
  offerWindow: [offers.window, offers.windowIs],
  offerName: [offers.name],
  offerInterest: [offers.interestIs],
  offerMessage: [
    ...[offers.open, offers.message, offers.version, offers.same, offers.bare, offers.replace, edited],
    ...[offers.answer, offers.answerIs, offers.answersAre],
  ],
  offerPeople: [
    ...[offers.whom, offers.tick, offers.tickReady, offers.everyone, offers.tickFound, offers.mode, offers.rest],
    ...[offers.abEach, offers.moveUp, offers.newSegment, offers.find, offers.found, offers.chooseMode, offers.order],
  ],
  offerLeftOut: [offers.leaveOut, offers.leaveOutTick, offers.leaveOutReady],
  offerButtons: [
    ...[offers.buttons, offers.noButtons, offers.utm, offers.telegram, offers.otherButtons, offers.ownButtons],
    ...[offers.noOwnButtons, offers.asOthers, offers.topics, offers.topic, offers.topicIs],
  ],
  offerCode: [
    ...[offers.promo, offers.promoButton, offers.promoOnly, offers.promoRest, offers.noPromoRest, offers.promoDropYes],
    ...[broadcasts.codes, broadcasts.codesRest],
  ],
  offerVersions: [
    ...[
      offers.abMessage,
      offers.abVersion,
      offers.abDrop,
      offers.abButtons,
      offers.abNoButtons,
      offers.abAsA,
      offers.abDropAll,
      offers.abAnyway,
      offers.abShare,
    ],
    ...[offers.abShareIs, offers.abDecidesIs, offers.abWait, offers.abWaitIs, offers.abThenIs],
  ],
  offerTime: [
    ...[offers.when, offers.whenNow, offers.whenAt, offers.zone, offers.clock, offers.whoseClock, offers.clockSwitch],
    ...[offers.until, offers.untilAt, offers.urgent, offers.perHour, offers.perHourIs],
  ],
  tested: [offers.test, offers.testAs, offers.testFound, offers.testFace, offers.testPeople, broadcasts.test],
  approved: [offers.approve],
  undone: [offers.undo],
  sentAtOnce: [offers.atOnce, broadcasts.now],
  discarded: [offers.discardYes],
  archived: [library.archive],
  broughtBack: [library.bringBack],

  campaignMade: [campaigns.make, campaigns.ready, campaigns.readyFor],
  campaignNamed: [campaigns.name],
  campaignDeleted: [campaigns.delete],
  campaignMessages: [
    ...[campaigns.add, campaigns.message, campaigns.wait, campaigns.waitIs, campaigns.hour, campaigns.hourIs],
    ...[campaigns.onlyIs, campaigns.everybody, campaigns.pin, campaigns.place, campaigns.drop],
  ],
  campaignStart: [
    ...[campaigns.subscribedIs, campaigns.source, campaigns.movedIn, campaigns.orderedIs, campaigns.segmentIs],
    ...[campaigns.dateIs, campaigns.days, campaigns.daysIs, campaigns.yearly, campaigns.eventIs],
    ...[campaigns.again, campaigns.againIs, campaigns.lastDays],
  ],
  campaignEnd: [campaigns.endsIs],
  campaignTested: [campaigns.test],
  campaignStarted: [campaigns.start],
  campaignPaused: [campaigns.pause],
  campaignResumed: [campaigns.resume],
  campaignChanging: [campaigns.change],
  campaignChanged: [campaigns.apply],
  campaignUnchanged: [campaigns.undo],
  campaignEnded: [campaigns.end],
  repeatBegun: [repeat.begin, offers.again],
  repeatSet: [
    ...[repeat.open, repeat.rhythm, repeat.daily, repeat.weekdays, repeat.weekly, repeat.month, repeat.monthly],
    ...[repeat.hour, repeat.hourIs, repeat.clock, repeat.each, repeat.eachIs, repeat.ends, repeat.endsIs, repeat.once],
    repeat.message,
  ],
  repeatPaused: [repeat.pause],
  repeatResumed: [repeat.resume],
  repeatEnded: [repeat.end],

  paused: [broadcasts.pause, broadcasts.stop, broadcasts.startRepair, broadcasts.onlyStop],
  resumed: [broadcasts.resume],
  versionSent: [broadcasts.sendVersion, broadcasts.sendHalf],
  versionHeld: [broadcasts.holdTrial, broadcasts.tryLonger],
  servicePaused: [service.pause],
  serviceResumed: [service.resume],
  ended: [broadcasts.end],
  rescheduled: [broadcasts.change],
  leftAsItWas: [broadcasts.asItWas],
  cancelled: [broadcasts.cancel],
  uncancelled: [broadcasts.uncancel],
  repeated: [broadcasts.repeat, broadcasts.copy, broadcasts.rightPeople, library.copy],
  sentAgain: [broadcasts.resend],
  linkRepaired: [broadcasts.changeLink],
  messageRepaired: [broadcasts.edit],
  correctionBegun: [
    ...[broadcasts.restartText, broadcasts.repairText, broadcasts.repairButtons, broadcasts.noButtons],
    ...[broadcasts.textProposed, broadcasts.repairLink, broadcasts.linkProposed],
  ],
  takenBack: [broadcasts.takeBack],
  repairStopped: [broadcasts.stopRepair],

  segmentSaved: [segments.save, segments.name, segments.takeName, segments.readySave, segments.askedSave],
  segmentChanged: [
    ...[segments.change, segments.resume, segments.readyChange, segments.askedChange, segments.onlyLinked],
    ...[segments.earlier, segments.amount],
  ],
  segmentPut: [segments.blank, ...Object.values(builder)],
  segmentRenamed: [segments.rename],
  segmentDeleted: [segments.delete],
  listMade: [analysis.list, analysis.freeze],
  listChanged: [analysis.changeList, analysis.applyChange],

  fieldAdded: [fields.type],
  fieldRenamed: [fields.rename],
  fieldOptions: [fields.moreOptions, fields.reword, fields.dropOption],
  fieldPurpose: [fields.purpose],
  fieldRemoved: [fields.archive],
  rfmChanged: [rfm.window, rfm.months, rfm.measure, rfm.shares],
  stepNamed: [ladder.name, ladder.usual],
  topicAdded: [ladder.add],
  topicChanged: [ladder.rename, ladder.rung],
  topicRemoved: [ladder.archiveYes],
  linkTopic: [ladder.says],
  placeAdded: [places.add, places.at, places.which],
  placeRemoved: [places.remove],

  personCorrected: [people.correct, people.town, people.number],
  personForgotten: [people.forget],
  personErased: [people.erase],
  personData: [people.data],
  whoIsWho: [whois.is, whois.nobody, people.link, people.unlink],
  correctionUndone: [people.takeBack],
  stepSet: [people.stepUntil, people.reason],
  stepUnset: [people.dropStep],
  personPaused: [people.pause],
  personStopped: [people.stop],
  testers: [people.tester, settings.testers, settings.addTester, settings.dropTester],
  replyDone: [replies.done],
  replyMuted: [replies.mute],

  questionAdded: [survey.step],
  questionChanged: [survey.words, survey.start, survey.skip, survey.move, survey.topicIs],
  questionRemoved: [survey.drop],
  surveyTimed: [survey.alone, survey.under, survey.days],
  surveySent: [survey.send],
  previewed: [survey.preview, wordings.preview, answers.preview, menu.preview],
  textChanged: [wordings.change, wordings.buttons, wordings.noButtons],
  textReset: [wordings.reset],
  answersChanged: [
    ...[answers.add, answers.change, answers.buttons, answers.noButtons, answers.words, answers.noWords, answers.name],
    answers.deleteYes,
  ],
  menuChanged: [menu.link, menu.answerIs, menu.questionIs, menu.code, menu.label, menu.place, menu.dropYes],
  sourceAdded: [wordings.addSource],
  goalSet: [goal.set, goal.kind],
  goalDropped: [goal.drop],
  controlPlanned: [control.start],
  controlEnded: [control.end],
  linkMade: [sources.add, sources.own],
  linkChanged: [sources.cost, sources.noCost, sources.channel, sources.rename],
  linksMerged: [sources.mergeYes, sources.join, sources.part],

  frequency: [settings.frequency, settings.perDay, settings.perWeek, settings.noCaps],
  quiet: [settings.quiet, settings.from, settings.to, settings.noQuiet, settings.quietWay],
  interests: [interests.add, interests.rename, interests.archiveYes],
  zone: [settings.zone],
  language: [settings.english, settings.russian],
  clickIds: [settings.tellClicks, settings.hideClicks],
  currency: [settings.currency, settings.currencyIs],
  margin: [settings.margin, settings.marginIs, settings.noMargin],
  shop: [settings.title, settings.contact, settings.noContact],

  everythingTaken: [exports.start],
  exportStopped: [exports.stop, orders.stopMaking],
  fileRead: [imports.home, imports.again],
  fileAnswered: [
    ...[
      imports.answer,
      imports.columns,
      imports.setRole,
      imports.setKind,
      imports.goOn,
      imports.vouch,
      imports.setStatus,
    ],
  ],
  broughtIn: [imports.begin, imports.beginWith],
  fileLeft: [imports.leave],
  importUndone: [imports.undoYes],
  listBrought: [imports.newList, imports.change],
  fieldBrought: [imports.value, imports.setValue],
  silentCheck: [imports.checkStart, imports.checkStop],
  fileBack: [back],
  fileTaken: [
    ...[segments.listFile, segments.peopleFile, segments.readyFile, segments.sketchFile, segments.askedFile],
    ...[analysis.portraitFile, analysis.growthFile, analysis.overlapFile, analysis.overlapPeopleFile],
    ...[
      broadcasts.listFile,
      broadcasts.reportFile,
      broadcasts.reportTables,
      results.file,
      results.tables,
      broadcasts.peopleFile,
      broadcasts.countedFile,
    ],
    ...[
      rfm.file,
      rfm.movementFile,
      ladder.file,
      survey.resultsFile,
      sources.file,
      sources.peopleFile,
      events.peopleFile,
      interests.peopleFile,
      summary.leftOutFile,
      campaigns.whoFile,
    ],
    ...[imports.leftOut, imports.kept, imports.foundFile, service.lastFile, whois.file, orders.linksFile, orders.codes],
  ],

  shopBegun: [connections.add],
  shopSecret: [connections.secret],
  shopRenewed: [connections.renewYes],
  shopRemoved: [connections.removeYes],
  keyMade: [api.add, connections.retailKey],
  keyRevoked: [api.revokeYes],
  eventDeclared: [events.declare],
  weekly: [summary.switch],
  invited: [team.invite],
  withdrawn: [team.withdraw],
  removed: [team.remove],
  staffChat: [wordings.code, wordings.release],
  wentOn: [home.goOn],
  leftUnanswered: [home.leave, service.seen],
  welcomeLooked: [home.welcome, sources.welcome],
}
