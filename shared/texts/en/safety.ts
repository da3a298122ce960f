/** Adverse events, serious ones, notices and reports. */
export const safety = {
  'notice.serious.new':
    'Study {{study}}, site {{site}}: a serious adverse event of subject {{subjid}} was recorded. Its report is due by {{due}}.',
  'notice.serious.follow-up':
    'Study {{study}}, site {{site}}: a serious adverse event of subject {{subjid}} has changed. A follow-up report is due by {{due}}.',
  'notice.serious.downgrade':
    'Study {{study}}, site {{site}}: an adverse event of subject {{subjid}} is no longer serious. If it was reported, the correction is due by {{due}}.',
  'notice.serious.removed':
    'Study {{study}}, site {{site}}: the record of a serious adverse event of subject {{subjid}} was removed. If it was reported, the correction is due by {{due}}.',
  'notice.special.new':
    'Study {{study}}, site {{site}}: an adverse event of subject {{subjid}} that the protocol reports at once was recorded. Its report is due by {{due}}.',
  'notice.special.follow-up':
    'Study {{study}}, site {{site}}: an adverse event of subject {{subjid}} that the protocol reports at once has changed. A follow-up report is due by {{due}}.',
  'notice.special.downgrade':
    'Study {{study}}, site {{site}}: an adverse event of subject {{subjid}} no longer has to be reported at once. If it was reported, the correction is due by {{due}}.',
  'notice.special.removed':
    'Study {{study}}, site {{site}}: the record of an adverse event of subject {{subjid}} that was to be reported at once was removed. If it was reported, the correction is due by {{due}}.',
  'mail.subject': 'Hepatrial: a safety notice waits for you',
  'mail.signIn': 'Sign in to read more. This mail holds no clinical data; please do not answer it.',
  'act.notice.make': 'Notice given',
  'act.notice.nobody': 'Nobody to give notice to',
  'act.notice.read': 'Notice read',
  'act.notice.mail-attempt': 'Mail of a notice begun',
  'act.notice.mail-sent': 'Mail of a notice sent',
  'act.notice.mail-failed': 'Mail of a notice not taken',
  'act.account.mail': 'Mail address for notices changed',
  'act.safety-report.submit': 'Safety report submitted',
  'requires.event.reportable': 'an adverse event that must be reported at once',
  'requires.report.change': 'a change since the last report, or a note that says what is new',
  'requires.report.notNullified': 'an event that is still to be reported; this one is nullified',
  'safety.noteNeeded': 'Say why the reported event is nullified.',
} as const
