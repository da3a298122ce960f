/** Enrolment, entry lag and ages of queries as figures. */
export const dataState = {
  'dataState.title': 'Enrolment and data state',
  'dataState.asOf': 'As of {{at}}',
  'dataState.until':
    'The line ends on {{date}}, the latest complete date recorded of the subjects that you may see.',
  'dataState.noEnrolment': 'Enrolment will be drawn here once a subject is enrolled.',
  'dataState.enrolmentNote':
    'The dashed line is what the protocol plans for the whole study; it plans no pace. Counted are the subjects of the sites that you may see.',
  'dataState.lag': 'Days from the visit to the first entry',
  'dataState.noLag': 'Entry lags will be drawn here once a form of a dated visit is entered.',
  'dataState.lagNote':
    'Each form of a visit with a date counts once, at its first entry; imports do not count.',
  'dataState.queries': 'Open queries by age',
  'dataState.noQueries': 'No query is open.',
  'dataState.queriesNote': 'Open, reopened and answered queries, by days since they were opened.',
} as const
