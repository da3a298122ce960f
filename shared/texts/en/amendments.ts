/** Amendments: versions of a definition, their differences, where they are in force. */
export const amendments = {
  'amend.title': 'Versions of the definition',
  'amend.intro':
    'A version is published once and never edited. A site works by it from the day on that its approval names; what was collected before keeps its own version.',
  'amend.number': 'No.',
  'amend.version': 'Version',
  'amend.published': 'Published',
  'amend.note': 'Why',
  'amend.inForce': 'In force at',
  'amend.from': 'from {{date}}',
  'amend.nowhere': 'at no site yet',
  'amend.notInForce': 'not in force',
  'amend.compare': 'Compare with version {{number}}',
  'amend.hide': 'Hide the difference',
  'amend.new': 'Publish an amended version',
  'amend.file': 'Definition as a JSON file',
  'amend.fileHelp':
    'The whole definition, as the command line prints it with “protocol export”, changed where the amendment asks.',
  'amend.notJson': 'The file is no JSON.',
  'amend.faults':
    '{{count}} {{count, fault|faults}}. The version cannot be published until {{count, it is|they are}} gone.',
  'amend.difference':
    'What changes from version {{number}}: {{count}} {{count, difference|differences}}',
  'amend.part': 'Part',
  'amend.change': 'Change',
  'amend.thing': 'What',
  'amend.before': 'Before',
  'amend.after': 'After',
  'amend.reopens': 'Asked again at past visits: {{forms}}.',
  'amend.reopensNone': 'Past visits are not asked again.',
  'amend.reason': 'Why the version is published',
  'amend.publish': 'Publish version {{version}}',
  'amend.approve': 'Bring into force',
  'amend.site': 'Site',
  'amend.effectiveFrom': 'In force from',
  'amend.approveReason': 'Approval it rests on',
  'amend.part.study': 'Study',
  'amend.part.cohort': 'Cohort',
  'amend.part.eligibility': 'Criterion of eligibility',
  'amend.part.schedule': 'Schedule',
  'amend.part.visit': 'Visit',
  'amend.part.form': 'Form',
  'amend.part.item': 'Question',
  'amend.part.check': 'Edit check',
  'amend.part.criterion': 'Response criterion',
  'amend.part.endpoint': 'Endpoint',
  'amend.part.verification': 'Plan of verification',
  'amend.part.convention': 'Convention of the analysis',
  'amend.change.added': 'new',
  'amend.change.removed': 'gone',
  'amend.change.changed': 'changed',
  'amend.since': 'New since version {{number}}: {{count}} {{count, question|questions}}',
  'amend.readBy':
    'Filled under version {{number}} and read by it. Version {{current}} is in force at this site; it does not ask this form again.',
  'amendment.otherProtocol': 'The definition is of another protocol; expected: {{key}}.',
  'amendment.sameVersion':
    'The version is still called {{version}}. An amended definition bears a new name.',
  'amendment.formDropped':
    'The form {{form}} is missing. Hide it instead: what was collected stays readable.',
  'amendment.itemDropped':
    'The question {{item}} of {{form}} is missing. Hide it instead: what was collected stays readable.',
  'amendment.kindChanged':
    'The question {{item}} of {{form}} has another kind of answer than before. Ask it under a new key.',
  'amendment.placeChanged': 'The form {{form}} would be stored in another place than before.',
  'amendment.criterionTurned':
    'The criterion {{criterion}} was of another kind (inclusion, exclusion): answers would come to mean the opposite. Ask it under a new key.',
  'amendment.criterionRenumbered':
    'The criterion {{criterion}} now stands as {{now}}, and {{criterion}} asks something else. Each criterion keeps its key; one that is dropped leaves a gap.',
  'requires.version.notOvertaken': 'a version that no newer one has replaced at this site',
  'act.amendment.publish': 'Amended definition published',
  'act.amendment.approve': 'Version brought into force',
} as const
