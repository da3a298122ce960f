/** Visits done and not done, windows, deviations, the subject's state. */
export const visits = {
  'window.before': '{{days}} days before the window.',
  'window.after': '{{days}} days after the window.',
  'window.assessmentDate':
    'For the endpoints the tumour assessment counts on its own date, {{date}}, not on the planned one.',
  'window.tooEarlyForStable':
    'Less than {{days}} days from the start: stable disease at this visit does not count yet.',
  'window.confirmation':
    'A response is confirmed by this visit only if at least {{days}} days lie between the two assessments.',
  'window.gap':
    'Progression or death after more than {{days}} days without an assessment is censored at the last one before.',
  'window.noAssessment':
    'No tumour assessment belongs to this visit: response and progression are not touched; results count on their own date.',
  'visit.window': 'Window {{from}} to {{to}}',
  'visit.inWindow': 'in the window ✓',
  'visit.outOfWindow': 'outside the window ↔',
  'visit.notDone': 'The visit was not done: {{reason}}',
  'visit.notDoneOpen': 'Visit not done …',
  'visit.notDoneIntro':
    'All forms of the visit then count as not done, and nothing is asked about them. It can be taken back.',
  'visit.notDoneReason': 'Why the visit was not done',
  'visit.notDoneSave': 'Record as not done',
  'visit.takeBack': 'Take back',
  'visit.takeBackReason': 'Why it is taken back',
  'visit.takeBackNow': 'Take “not done” back',
  'status.screening': 'Screening',
  'status.screen-failure': 'Screen failure',
  'status.enrolled': 'Enrolled',
  'status.on-treatment': 'On treatment',
  'status.follow-up': 'Follow-up',
  'status.off-study': 'Off study',
  'status.withdrawn': 'Consent withdrawn',
  'status.dead': 'Dead',
  'status.since': 'since {{date}}',
  'status.withdrawnRule':
    'Consent was withdrawn on {{date}}. Entries dated later are refused, except on: {{forms}}. What was held before stays and can be corrected.',
  'requires.consent.standing':
    'consent that still stands; it was withdrawn before the date of this entry',
  'deviations.title': 'Protocol deviations',
  'deviations.state': '{{count}} on record, {{open}} suggested',
  'deviations.recorded': 'On record',
  'deviations.none': 'No deviation fits these filters.',
  'deviations.suggested': 'Suggested by the data',
  'deviations.suggestedIntro':
    'The data look like a deviation here. A person decides: record it, or say why it is none.',
  'deviations.noSuggestion': 'The data suggest nothing that is not decided.',
  'deviations.subject': 'Subject',
  'deviations.site': 'Site',
  'deviations.date': 'Date',
  'deviations.term': 'Deviation',
  'deviations.weight': 'Weight',
  'deviations.kind': 'Kind',
  'deviations.action': 'Action',
  'deviations.all': 'All',
  'deviations.record': 'Record it',
  'deviations.dismiss': 'No deviation …',
  'deviations.dismissReason': 'Why it is no deviation',
  'deviations.dismissNow': 'No deviation',
  'deviations.cancel': 'Cancel',
  'deviations.term.VISIT WINDOW':
    'Visit {{visit}} on {{date}}, {{days}} days outside its window ({{from}} to {{to}})',
  'deviations.term.ASSESSMENT MISSED':
    'Visit {{visit}} not done in its window ({{from}} to {{to}})',
  'deviations.term.ELIGIBILITY': 'Enrolled although criteria were not met: {{criteria}}',
  'act.deviation.dismiss': 'Suggested deviation dismissed',
  'study.birthDate': 'Birth date collected',
  'study.birthDate.day': 'day, month and year',
  'study.birthDate.month': 'month and year',
  'study.birthDate.year': 'year only',
  'study.birthDate.age': 'none: age at consent only',
} as const
