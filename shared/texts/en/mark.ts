/** How test data are told from those of a study in production, on screens, in mails and in files. */
export const mark = {
  'mark.test': 'TEST DATA',
  'mark.sign': 'TEST',
  'mark.study': 'a test study. Nothing in it is about a real person or belongs to a trial’s data.',
  'mark.installation':
    'a test installation. What is in it is for trying things out and is no data of any trial.',
  'mark.copy':
    'a copy of this study in a test installation. The study’s own data are elsewhere; nothing done here reaches them.',
  'mark.environment': 'What the study is for',
  'mark.environment.production': 'a trial: production',
  'mark.environment.test': 'trying things out, training, checking: test',
  'mark.environmentRule':
    'It cannot be changed later. A test study is marked on every page, and so is everything that leaves it.',
  'mark.environmentFixed': 'This is a test installation: every study opened on it is a test study.',
  'study.notOnTest':
    'This is a test installation (HEPATRIAL_ENVIRONMENT=test): no production study is opened on it. Open a test study, or open the study on the production installation.',
} as const
