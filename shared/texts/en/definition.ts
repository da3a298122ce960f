/** Faults of a protocol definition, as `protocol check` names them. */
export const definition = {
  'definition.missing': 'The member {{member}} is missing.',
  'definition.wrongType': 'The kind of value is wrong; expected: {{expected}}.',
  'definition.unknownMember': 'A definition has no member {{member}} here.',
  'definition.notOneOf': 'The value is not one of: {{values}}.',
  'definition.tooSmall': 'The value is below {{minimum}}, or there are too few.',
  'definition.tooLarge': 'The value is above {{maximum}}, or there are too many.',
  'definition.badFormat': 'The format is wrong; expected: {{pattern}}.',
  'definition.duplicateKey': 'The key {{key}} is used before; each one stands once.',
  'definition.duplicateFile': 'Another form is stored in the file {{file}} already.',
  'definition.unknownForm': 'The definition has no form {{form}}.',
  'definition.formNotAtVisits': 'The form {{form}} does not belong to visits.',
  'definition.noEnrolmentForm':
    'The form "subjects" or one of its items is missing: {{items}}. Every study needs them.',
  'definition.unknownCohort': 'The definition has no cohort {{cohort}}.',
  'definition.unknownCriterion': 'There is no response criterion {{criterion}}.',
  'definition.criterionNotUsed': 'The protocol does not use the criterion {{criterion}}.',
  'definition.unknownEndpointKind': 'There is no kind of endpoint {{kind}}.',
  'definition.unknownEndpoint': 'The definition has no endpoint {{endpoint}}.',
  'definition.endpointNotTimed': 'The endpoint {{endpoint}} is not a time to event.',
  'definition.noResponseRate':
    'The endpoint {{id}} counts responders, but the definition has no endpoint ORR.',
  'definition.noDoseFindingCohort':
    'The endpoint {{id}} counts dose-limiting toxicities, but no cohort finds doses.',
  'definition.duplicateItem': 'The item {{item}} stands twice in the form.',
  'definition.duplicateCode': 'The code {{code}} stands twice in the list.',
  'definition.reservedItem': 'The name {{item}} is reserved for the layout of the files.',
  'definition.unknownItem': 'The form has no item {{item}}.',
  'definition.unknownDerivation': 'There is no derivation {{derivation}}.',
  'definition.rangeReversed': 'The range runs backwards: {{min}} to {{max}}.',
  'definition.noFile': 'The form {{form}} has items but names no file for them.',
  'definition.everyCodeNeedsOneCode':
    'A group with a row for every code is told apart by one coded item alone (form {{form}}).',
} as const
