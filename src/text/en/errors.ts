import type { ErrorCode, ErrorDetails } from '../../errors.js'
import { serverErrors } from './errors/server.js'
import {
  address,
  bombs,
  buttonProblems,
  customerProblems,
  kinds,
  missing,
  n,
  named,
  notTables,
  optionProblems,
  optionUsers,
  orderProblems,
  pollParts,
  questionProblems,
  serviceUnknown,
  serviceWords,
  states,
  tooFewOptions,
  users,
  wordProblems,
} from './mistakes.js'
import { segmentCards } from './segmentCards.js'

/** What to say, and what to do, when something asked for cannot be done. */
export const errors: Record<ErrorCode, (details: ErrorDetails) => string> = {
  ...serverErrors,
  deed_done: () => 'That was done already. Open the card again to see how things stand.',
  import_not_found: () => 'This file is not here any more. Drop it again.',
  import_over: () => 'This file was dealt with already, or too long ago. Drop it again to import it.',
  import_cancelled: () => 'Stopped. Nothing of the file stays.',
  criterion_invalid: () => 'I cannot read this condition. Open the segment and choose it again.',
  criterion_amount_unsure: () =>
    'An amount in this condition was saved by an earlier version and can mean two sums. Open the segment and say which.',
  criterion_empty: () => 'There is no condition yet. Add at least one; for all people choose “Everyone”.',
  criterion_too_deep: ({ limit }) =>
    `Conditions go ${n(limit ?? 20)} levels deep at most. Save an inner part as a segment.`,
  criterion_too_large: ({ limit }) => `A segment holds ${n(limit ?? 200)} conditions at most. Remove some.`,
  criterion_unknown_reference: () => 'This condition names something that does not exist any more. Choose another.',
  criterion_cycle: ({ name }) => `${named(name, 'This segment')} would contain itself. Choose another segment.`,
  name_nobody_has: ({ name, segment }) =>
    segment === undefined
      ? `Nobody has ${named(name, 'that')}, so no offer can be sent by it. Choose a name that somebody has.`
      : `${named(segment, 'A segment')} names ${named(name, 'something')}, which nobody has. Change that segment first.`,
  sketch_over: () => segmentCards.outdated,
  condition_gone: () => segmentCards.conditionGone,
  segment_not_found: () => 'This segment no longer exists. Choose another from /segments.',
  connection_not_found: () => 'This shop is not connected any more. See 🔌 Connections.',
  source_not_found: () => 'This source no longer exists, or is part of another. See 🔗 Sources.',
  source_name_invalid: () => 'A source’s name is 1 to 64 Latin letters, digits, - and _. Write another.',
  source_name_code: () => 'Such a name would be taken for the code of an invitation. Write another.',
  source_name_taken: ({ name, source }) =>
    name === source
      ? `There is already a source called ${named(name, 'that')}. Choose another name.`
      : `${named(name, 'That')} belongs to the source ${named(source, '')} already. Choose another name.`,
  interest_not_found: () => 'This was removed. See what there is: ⚙️ Settings → 🔔 How often → 💭 About what.',
  interest_name_invalid: ({ limit }) =>
    `The name needs 1 to ${n(limit)} characters, with a letter or a digit. Write another.`,
  interest_name_taken: ({ name }) => `There is ${named(name, 'one of this name')} already. Write another name.`,
  interests_full: ({ limit }) => `There are ${n(limit)} already. Remove one first.`,
  answer_not_found: () =>
    'This answer no longer exists. See what there is: ⚙️ Settings → 💬 What they read → ⚡ Ready answers.',
  answer_name_invalid: ({ limit }) =>
    `The name needs 1 to ${n(limit)} characters, with a letter or a digit. Write another.`,
  answer_name_taken: ({ name }) => `There is ${named(name, 'an answer of this name')} already. Write another name.`,
  answers_full: ({ limit }) => `There are ${n(limit)} answers already. Delete one first.`,
  answer_word_invalid: details => {
    const { why } = details
    return (wordProblems[String(why)] ?? (() => 'Write the words with commas.'))(details)
  },
  answer_word_taken: ({ word, name }) =>
    `${named(word, 'This word')} brings ${named(name, 'another answer')} already. Leave it out here, or take it away there.`,
  answer_words_many: ({ limit }) => `At most ${n(limit)} words bring an answer. Write fewer.`,
  menu_button_not_found: () => 'This button no longer exists. See the menu: ⚙️ Settings → 💬 What they read → 📋 Menu.',
  menu_full: ({ limit }) => `The menu has ${n(limit)} buttons already. Take one out first.`,
  menu_label_invalid: ({ limit }) => `The label needs 1 to ${n(limit)} characters. Write another.`,
  menu_code_invalid: ({ limit }) => `The code needs 1 to ${n(limit)} characters. Write another.`,
  menu_one_button: () =>
    'I need one button with a label, a dash and an address. Write it like this: Catalogue - shop.com.',
  topic_not_found: () => 'This topic no longer exists. Choose another.',
  topic_name_taken: ({ name }) => `There is already a topic called ${named(name, 'that')}. Choose another name.`,
  topic_name_invalid: ({ limit }) => `A topic’s name needs 1 to ${n(limit ?? 48)} characters. Write another.`,
  override_reason: ({ limit }) => `Say why, in up to ${n(limit ?? 200)} characters.`,
  segment_name_taken: ({ name }) => `There is already a segment called ${named(name, 'that')}. Choose another name.`,
  segment_name_invalid: ({ limit }) => `A segment’s name needs 1 to ${n(limit ?? 64)} characters. Write another.`,
  segment_in_use: ({ by }) => `${named(by, 'Something else')} uses this. Change or finish that first.`,
  segment_is_list: ({ name }) =>
    `${named(name, 'This segment')} is a fixed list and has no conditions. Add people to it, or make a new segment.`,
  offer_not_found: () => 'This offer no longer exists. Start another with /new.',
  offer_not_a_draft: ({ name }) => `${named(name, 'This offer')} cannot be changed any more. Start another with /new.`,
  window_invalid: ({ least, most }) =>
    `It can count for ${n(least ?? 1)} to ${n(most ?? 90)} days. Choose a number between them.`,
  offer_name_invalid: ({ limit }) => `An offer’s name needs 1 to ${n(limit ?? 64)} characters. Write another.`,
  code_invalid: ({ why, limit }) =>
    why === 'spaces'
      ? 'A promo code has no spaces. Send one code, or a list with a code on each line.'
      : why === 'long'
        ? `A promo code has at most ${n(limit ?? 64)} characters. Send a shorter one.`
        : 'There is no promo code in it. Type one, or send a list of them.',
  code_no_list: () => 'This offer gives no codes out of a list. Send a list of codes first.',
  codes_too_many: ({ limit }) => `An offer can have at most ${n(limit ?? 0)} codes. Send fewer.`,
  codes_none: () => 'There is no promo code in it. Send a file with a column of codes, or type a code on each line.',
  code_missing: () => 'There is {code} in it, and no promo code for it to show. Write it without {code}.',
  versions_too_many: ({ most }) => `A message can have at most ${n(most ?? 5)} versions. Change one of them instead.`,
  trial_over: () => 'No versions are being compared here.',
  until_missing: () => 'The message has {until} in it, but the offer has no end. Take it out.',
  holds_range: () => 'An offer holds for whole hours from when somebody gets it: from 1 hour to 90 days.',
  code_in_nudge: () => 'A reminder quotes the first message, where the code stands. Leave {code} out of it.',
  until_in_label: () =>
    'On a button a time is the same for everybody, whatever their clock. Write {until} into the message instead.',
  code_in_label: () =>
    'A button’s label has no room for {code}. Put {code} into the message or into an address, or let a button show the code.',
  content_kind_unsupported: ({ kind }) =>
    `${kinds[String(kind)] ?? 'This kind of message'} cannot be sent to people. Send text, a photo, video, animation, file, music or voice message with a caption, a round video, or a poll.`,
  content_album: () => 'An album will not do here. Send one photo or video with a caption.',
  album_mixed: () =>
    'An album holds photos and videos, or only files, or only music. Send it again without what does not belong.',
  album_too_many: ({ limit }) => `Telegram takes at most ${n(limit ?? 10)} in an album. Send fewer at once.`,
  album_gone: () => 'I can no longer find that album. Please send it again.',
  album_acts: () => 'Under an album there are no buttons, only links. Leave out the buttons that do something else.',
  content_empty: () =>
    'There is nothing to read in it. Send text, a photo, video, animation, file, music or voice message with a caption, a round video, or a poll.',
  content_too_long: ({ length, limit }) =>
    `This is ${n(length)} characters; Telegram takes ${n(limit)}. Shorten it by ${n(Number(length ?? 0) - Number(limit ?? 0))}.`,
  content_too_many_entities: ({ count, limit }) =>
    `This has ${n(count)} pieces of formatting; Telegram takes ${n(limit)}. Use less bold, links and emoji.`,
  content_field_unknown: ({ field, nearest }) =>
    nearest === undefined || nearest === ''
      ? `I do not know {${field ?? '…'}}. Use {first_name}, {last_name}, {username} or the name of a field, like {City|your town}.`
      : `I do not know {${field ?? '…'}}. Did you mean {${nearest}}?`,
  content_field_unfinished: ({ field }) =>
    `Something is missing after {${field ?? 'first_name'}. Close it with a brace, like {${field ?? 'first_name'}|friend}.`,
  text_only_words: () => 'Only words fit here. Send them as text.',
  first_line_only_words: () => 'The first line is words alone. Send it as text.',
  first_line_too_long: ({ length, limit }) =>
    `This is ${n(length)} characters; the first line may have ${n(limit)}, so that the offer below it has room. Shorten it.`,
  shop_line_too_long: ({ length, limit }) =>
    `This is ${n(length)} characters; the line under offers may have ${n(limit)}. Shorten it.`,
  content_stays_poll: () =>
    'Telegram lets nobody change a poll that was sent. Change its buttons, or take it back and send another.',
  poll_media: () => 'This poll has pictures, which cannot go out with it. Make it without them.',
  poll_right_unknown: () =>
    'Telegram does not tell which answer is right in a quiz made elsewhere. Make it in this chat: 📎, Poll, Quiz mode.',
  poll_right_gone: () => 'This quiz has no right answer. Make it again and mark one.',
  poll_options: ({ count, limit }) => `This poll has ${n(count)} options; Telegram takes 1 to ${n(limit)}.`,
  poll_too_long: ({ what, length, limit }) =>
    `The ${pollParts[String(what)] ?? 'poll'} has ${n(length)} characters; Telegram takes ${n(limit)}. Shorten it.`,
  poll_empty: ({ what }) =>
    `There is nothing to read in the ${pollParts[String(what)] ?? 'poll'}. Write something there.`,
  poll_lines: ({ limit }) => `The explanation has more than ${n(limit)} line breaks. Write it on fewer lines.`,
  poll_field: ({ field }) =>
    `${field ?? '{…}'} cannot stand in an option or an explanation: these are the same for everybody. Put it into the question.`,
  poll_own: () =>
    'A promo code or a deadline cannot stand in a question. Send it as words of their own: they stand above the poll.',
  poll_only_offers: () => 'A poll can only be the message of an offer. Send words or a picture here.',
  poll_field_unfit: ({ field }) => `${named(field, 'This field')} takes none of these answers. Send another name.`,
  poll_setting: () => 'An option can only set a field. Write it like City = Riga.',
  content_stays_media: () =>
    'Telegram does not let a picture or a file become plain text. Send words alone to change its caption.',
  content_stays_album: () =>
    'A sent album keeps its number of items. Send words alone to change its caption, or “🔁 Replace one”, or take it back and send another.',
  buttons_line_invalid: details => {
    const { line, text, why } = details
    const problem = buttonProblems[String(why)] ?? (() => 'I cannot read it. Write it like Label - address.')
    return `Line ${n(line)}, ${named(text, 'a button')}: ${problem(details)}`
  },
  action_invalid: details => {
    const { why } = details
    const problem = buttonProblems[String(why)] ?? (() => 'I cannot read it.')
    return `A button cannot do this: ${problem(details)}`
  },
  buttons_too_many: ({ line, count, limit }) =>
    Number(line ?? 0) > 0
      ? `Line ${n(line)} has ${n(count)} buttons; ${n(limit)} fit side by side. Put some on another line.`
      : `These are ${n(count)} buttons; Telegram takes ${n(limit)}. Remove some.`,
  service_words: ({ why, ...details }) =>
    serviceWords[String(why)]?.(details) ?? 'This text cannot be sent. Check it and ask again.',
  event_gone: () => 'There is no such event any more. See ⚙️ Settings → 🔌 Data → 🔔 Events.',
  service_unknown: ({ why }) =>
    serviceUnknown[String(why)] ?? 'Nobody here has this name. They may not have pressed Start yet; nothing is sent.',
  service_unreachable: ({ why }) =>
    why === 'deactivated'
      ? 'Their Telegram account is gone; nothing is sent.'
      : 'They have blocked the bot; nothing is sent.',
  service_too_many: ({ limit }) =>
    `This person had ${n(limit)} order messages within 24 hours already. Check what sends them; nothing is sent.`,
  service_other_words: () =>
    'Another message was asked for under this id. Give each message an id of its own; nothing is sent.',
  url_invalid: address('url_invalid'),
  url_scheme: address('url_scheme'),
  url_credentials: address('url_credentials'),
  url_private: address('url_private'),
  url_too_long: address('url_too_long'),
  date_invalid: ({ text }) => `I cannot read ${named(text, 'this')} as a date and time. Write it like 24.11 10:00.`,
  date_or_rhythm: ({ text }) =>
    `Once, or again and again? ${named(text, 'This')} may mean either. Once: write it like 24.11 10:00. Again and again: like “every Friday at 11” or “on the 15th of every month”.`,
  date_past: () => 'This time has passed. Write one that is still to come, like tomorrow 10:00.',
  draft_incomplete: ({ what }) =>
    missing[String(what)] ?? 'Something is still missing. Fill the empty rows of the card.',
  campaign_over: () => 'This campaign is over, so it can no longer be changed.',
  repeat_over: () => 'Like that it would never go out again. Choose a later end, or other days.',
  campaign_not_found: () => 'This campaign no longer exists. See /campaigns.',
  campaign_state: () => 'This campaign has changed meanwhile. Open it again.',
  campaign_empty: () => 'There is no message in it yet. Add one first.',
  campaign_full: ({ limit }) =>
    limit === undefined ? 'No more messages fit into a series.' : `A series has at most ${n(limit)} messages.`,
  campaign_itself: ({ message }) =>
    message === undefined
      ? 'It would start itself. Choose another segment.'
      : `Message ${message} asks about a message that has not come by then. Choose another condition.`,
  campaign_segment_gone: () => 'Its segment no longer exists. Choose another one.',
  campaign_segment_list: () => 'Nobody enters or leaves a fixed list by a condition. Choose a segment with conditions.',
  campaign_start_gone: () => 'What starts it no longer exists. Choose it again.',
  broadcast_not_found: () => 'This broadcast no longer exists. See /broadcasts.',
  broadcast_state: ({ state }) =>
    `This broadcast ${states[String(state)] ?? 'has moved on'}, so that cannot be done now. See /broadcasts.`,
  query_timeout: () => 'Counting took too long and was stopped. Try again in a minute, or with fewer conditions.',
  subscriber_not_found: () => 'I do not know this person. They have to press Start in this bot first.',
  attribute_not_found: () => 'This field no longer exists. Choose another in Settings → Groups → Fields.',
  attribute_name_invalid: ({ limit }) => `A field’s name needs 1 to ${n(limit ?? 40)} characters. Write another.`,
  attribute_name_taken: ({ name }) => `There is already a field called ${named(name, 'that')}. Choose another name.`,
  attribute_options_invalid: details => {
    const { why } = details
    return (optionProblems[String(why)] ?? tooFewOptions)(details)
  },
  attribute_purpose_invalid: ({ limit }) => `This is longer than ${n(limit ?? 200)} characters. Say it shorter.`,
  attribute_built_in: () => 'This field belongs to the bot and stays as it is. Add one of your own instead.',
  attribute_option_in_use: ({ option, what }) =>
    `${named(option, 'This option')} stays as it is: ${optionUsers[String(what)] ?? 'it is used'}. Add another option instead, or archive the whole field.`,
  attribute_option_gone: () => 'The options have changed meanwhile. Open the field again.',
  attribute_in_use: ({ what, by }) =>
    `${users[String(what)] ?? 'Something'} ${named(by, '')} uses this field. Change or finish that first.`,
  place_name_invalid: ({ limit }) => `A place’s name needs 1 to ${n(limit ?? 64)} characters. Write another.`,
  place_name_taken: ({ name }) => `There is already a place called ${named(name, 'that')}. Choose another name.`,
  place_invalid: () => 'There is no such place on Earth. Send a location.',
  customer_not_found: () => 'The CRM has not sent this customer yet. Send the customer first.',
  customer_invalid: ({ why }) => customerProblems[String(why)] ?? 'I cannot read this customer. Check the row.',
  customer_forgotten: () => 'They asked to be forgotten, so nothing of them is taken until they press Start again.',
  api_key_name: ({ limit }) => `A key’s name is 1 to ${n(limit ?? 40)} characters on one line. Send another.`,
  api_key_scopes: () => 'A key that may do nothing is of no use. Tick what it may do, then send its name again.',
  api_key_many: ({ limit }) => `There are ${n(limit ?? 50)} keys already. Revoke one that nobody uses.`,
  order_invalid: ({ why }) => orderProblems[String(why)] ?? 'I cannot read this order. Check the row.',
  file_empty: () => 'There is nothing in this file. Export it again, then send it here.',
  file_no_rows: () => 'There are no rows in this file. Check the filter of the export, then send it again.',
  file_too_wide: ({ limit }) =>
    `This table has more than ${n(limit)} columns. Keep the ones you need, then send it again.`,
  file_bomb: ({ what }) =>
    `${bombs[String(what)] ?? 'This workbook unpacks to far too much'}. Save it as CSV and send that.`,
  file_broken: () => 'This file is damaged or cut off. Export it once more, then send it again.',
  file_not_a_table: ({ kind }) => notTables[String(kind)] ?? 'I see no table in this file. Send CSV, XLSX or JSON.',
  file_old_excel: () => 'This is a workbook of old Excel. Open it, save it as .xlsx, then send that.',
  file_locked: () => 'This workbook is locked by a password. Save it without one, then send it again.',
  file_telegram_export: () =>
    'This is an export of Telegram Desktop: people from chats, and none of them has subscribed to anything. Send the export of the platform where they subscribed.',
  file_too_heavy: () => 'This file is too big to be read at once. Save it as CSV or split it into parts.',
  survey_not_copied: () =>
    'Questions are not copied: the bot knows who still has to answer. Send the next one from ⚙️ Settings → 💬 What they read → 📝 Survey → 🗓 Later questions.',
  survey_not_corrected: () =>
    'People may have answered already, so a question that was sent stays as it is. Change its words for the next time: ⚙️ Settings → 💬 What they read → 📝 Survey.',
  question_not_found: () => 'This question is not asked any more. See the survey in the settings.',
  question_words_invalid: ({ limit }) =>
    `This needs 1 to ${n(limit)} characters. Write it shorter, or write something.`,
  question_options_invalid: details => {
    const { why } = details
    const problem = questionProblems[String(why)] ?? (() => 'I cannot use these answers. Write one on each line.')
    return problem(details)
  },
  survey_full: ({ limit }) => `A survey has at most ${n(limit)} questions. Remove one first.`,
  survey_start_full: ({ limit }) =>
    `At the start at most ${n(limit)} questions are asked, because people came for something else. Move another one away from the start first.`,
}
