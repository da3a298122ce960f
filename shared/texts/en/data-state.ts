/** Enrolment, entry lag and ages of queries as figures. */
export const dataState = {
  'dataState.title': 'Enrolment and data state',
  'dataState.asOf': 'As of {{at}}',
  'dataState.until':
    'The line ends on {{date}}, the latest complete date recorded of the subjects that you may see.',
  'dataState.noEnrolment': 'Enrolment will be drawn here once a subject is enrolled.',
} as const
