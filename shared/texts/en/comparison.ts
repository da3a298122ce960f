/** Other rules of analysis, cohorts and subgroups side by side. */
export const comparison = {
  'nav.sensitivity': 'Sensitivity',
  'nav.cohorts': 'Cohorts and subgroups',
  'sensitivity.title': 'Sensitivity of the results',
  'sensitivity.note':
    "Every outcome once as the protocol analyses it, and then with one rule changed at a time. The number of subjects that differ opens who they are. These rows do not replace the protocol's analysis.",
  'sensitivity.differing': 'Subjects that differ: {{outcome}}',
  'sensitivity.differingNote':
    "{{n}} {{n, subject|subjects}} with another value than in the protocol's analysis.",
  'sensitivity.changed': 'Changed rule: {{variant}}.',
  'sensitivity.nobody': 'No subject differs here.',
  'sensitivity.unproved.outcome':
    'The list has no proofs: this outcome is none of the protocol, which proves its own endpoints alone.',
  'sensitivity.unproved.snapshot':
    'The list has no proofs: a proof leads to the records as they are now, and those of a snapshot may have changed since.',
  'sensitivity.proofOfOwn': "How the value of the protocol's own analysis came about:",
  'sensitivity.close': 'Close the list',
  'sensitivity.own': "Protocol's analysis",
  'sensitivity.other': 'With the changed rule',
  'sensitivity.notCounted': 'not counted',
  'sensitivity.yes': 'meets the outcome',
  'sensitivity.no': 'does not meet it',
  'sensitivity.event': 'event after {{days}} {{days, day|days}}',
  'sensitivity.censored': 'censored after {{days}} {{days, day|days}}',
  'cohorts.title': 'Cohorts and subgroups',
  'cohorts.notRandomised':
    'The cohorts were not randomised. Differences between them are no proof of an effect.',
  'cohorts.notCompared':
    'The protocol reads its cohorts one by one and does not compare them: there are no tests and no hazard ratios.',
  'cohorts.one':
    'This protocol has no cohorts to compare. Baseline, responses and subgroups are those of all subjects.',
  'cohorts.adjust': 'Adjust hazard ratios for',
  'cohorts.adjustNote':
    'Chosen at baseline; each model is fitted anew with what is ticked. Without a tick there are no adjusted ratios.',
  'cohorts.adjustUsual': 'As usual again',
} as const
