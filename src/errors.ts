/**
 * Everything that can go wrong because of what somebody asked for. Doors translate a code into one sentence
 * (`text/<language>/errors`); anything that is not an `AppError` is a fault of ours and is logged, never shown.
 */
export type ErrorCode =
  | 'config_invalid'
  | 'database_locked'
  | 'database_unwritable'
  | 'deed_done'
  | 'sqlite_missing'
  | 'database_folder'
  | 'database_forbidden'
  | 'database_foreign'
  | 'database_damaged'
  | 'database_missing'
  | 'backup_exists'
  | 'backup_missing'
  | 'backup_failed'
  | 'import_not_found'
  | 'import_over'
  | 'import_cancelled'
  | 'criterion_invalid'
  | 'criterion_amount_unsure'
  | 'criterion_empty'
  | 'criterion_too_deep'
  | 'criterion_too_large'
  | 'criterion_unknown_reference'
  | 'criterion_cycle'
  | 'name_nobody_has'
  | 'segment_not_found'
  | 'connection_not_found'
  | 'source_not_found'
  | 'source_name_invalid'
  | 'source_name_code'
  | 'source_name_taken'
  | 'sketch_over'
  | 'condition_gone'
  | 'segment_name_taken'
  | 'segment_name_invalid'
  | 'segment_in_use'
  | 'segment_is_list'
  | 'topic_not_found'
  | 'topic_name_taken'
  | 'topic_name_invalid'
  | 'override_reason'
  | 'offer_not_found'
  | 'offer_not_a_draft'
  | 'offer_name_invalid'
  | 'window_invalid'
  | 'code_invalid'
  | 'code_no_list'
  | 'codes_too_many'
  | 'codes_none'
  | 'code_in_label'
  | 'content_kind_unsupported'
  | 'content_album'
  | 'content_empty'
  | 'content_too_long'
  | 'content_too_many_entities'
  | 'content_field_unknown'
  | 'first_line_only_words'
  | 'text_only_words'
  | 'first_line_too_long'
  | 'content_field_unfinished'
  | 'content_stays_media'
  | 'buttons_line_invalid'
  | 'buttons_too_many'
  | 'service_words'
  | 'service_unknown'
  | 'service_unreachable'
  | 'service_too_many'
  | 'service_other_words'
  | 'url_invalid'
  | 'url_scheme'
  | 'url_credentials'
  | 'url_private'
  | 'url_too_long'
  | 'date_invalid'
  | 'date_past'
  | 'draft_incomplete'
  | 'broadcast_not_found'
  | 'broadcast_state'
  | 'query_timeout'
  | 'subscriber_not_found'
  | 'attribute_not_found'
  | 'attribute_name_invalid'
  | 'attribute_name_taken'
  | 'attribute_options_invalid'
  | 'attribute_purpose_invalid'
  | 'attribute_built_in'
  | 'attribute_in_use'
  | 'attribute_option_in_use'
  | 'attribute_option_gone'
  | 'place_name_invalid'
  | 'place_name_taken'
  | 'place_invalid'
  | 'customer_not_found'
  | 'customer_invalid'
  | 'customer_forgotten'
  | 'order_invalid'
  | 'api_key_name'
  | 'api_key_scopes'
  | 'api_key_many'
  | 'question_not_found'
  | 'question_words_invalid'
  | 'question_options_invalid'
  | 'survey_full'
  | 'survey_start_full'
  | 'survey_not_copied'
  | 'survey_not_corrected'
  | 'file_empty'
  | 'file_no_rows'
  | 'file_too_wide'
  | 'file_bomb'
  | 'file_broken'
  | 'file_not_a_table'
  | 'file_old_excel'
  | 'file_locked'
  | 'file_telegram_export'
  | 'file_too_heavy'

/** Values a sentence may need: names, numbers, the offending piece of input. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/** A coded error: `code` says what happened, `details` what the sentence needs. Its message is for logs. */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(`${code} ${JSON.stringify(details)}`)
  }
}

/** True for an `AppError`, of the given code if one is named. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}

/** For the end of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
