/** The story of a subject and its lesions on one time axis. */
export const story = {
  'story.title': 'Patient story',
  'story.lesions': 'Lesion time line',
  'story.tab': 'Story',
  'story.ofSubject': '{{figure}} · subject {{subjid}} (n = 1)',
  'story.empty':
    'Doses, procedures, events, lesions, responses and markers will stand here on one time axis once something is dated.',
  'story.figures': 'Figure',
  'story.cutoff': 'Data cut-off',
  'story.asOf': 'Data as of {{date}}',
  'story.zoomIn': 'Zoom in',
  'story.zoomOut': 'Zoom out',
  'story.earlier': 'Earlier',
  'story.later': 'Later',
  'story.whole': 'Whole time',
  'story.fromDose': 'From screening',
  'story.from': 'From',
  'story.to': 'To',
  'story.notBeforeEnd': '{{date}} is not before the end: the time shown is as it was.',
  'story.notAfterStart': '{{date}} is not after the beginning: the time shown is as it was.',
  'story.everyTerm': 'A lane for each term',
  'story.print': 'Print',
  'story.keys':
    'Arrow keys go from mark to mark, Enter opens the record. + and − zoom, comma and full stop move the time, 0 shows all of it. Drag over the drawing to see that part.',
  'story.picture':
    '{{figure}} of {{subjid}}: {{count}} {{count, entry|entries}}, from {{from}} to {{to}}. Each is in the table below.',
  'story.table': 'The same as a table',
  'story.when': 'When',
  'story.files': 'Take the figure as',
  'story.shown': 'Shown: {{from}} to {{to}}',
  'story.responses': 'responses of the investigator beside those derived',
  'story.basis':
    'Source: visits, study treatment, procedures, further therapies, adverse events, lesions and measurements, reviews, laboratory results; sums and responses as derived by the program',
  'story.basisLesions':
    'Source: lesions and measurements, reviews, procedures; sums and responses as derived by the program',
  'story.cutoffNote':
    'What begins after the cut-off is left out; what ends after it goes on at the cut-off.',
  'story.openNote': 'Open items are those of now, whatever the cut-off.',
  'story.withdrawn':
    'Consent was withdrawn, on a day that is not recorded: what is shown was held before. Whoever uses it must know that.',
  'story.withdrawnOn':
    'Consent was withdrawn on {{date}}: what is shown was held before. Whoever uses it must know that.',
  'story.noDose': 'No dose is recorded: the axis has dates alone.',
  'story.undated': 'Without a date, so not drawn: {{names}}',
  'story.left':
    '{{count}} {{count, result|results}} of {{test}} cannot be drawn: no date, no number above 0, or a unit that cannot be converted.',
  'story.partialNote': 'Dates known in part are drawn as all the days that they may mean.',
} as const
