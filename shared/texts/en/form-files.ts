/** The README of a study's forms as tables. */
export const formFiles = {
  'formFiles.readme': 'README',
  'formFiles.items': 'Items',
  'formFiles.codeLists': 'Code lists',
  'formFiles.study': 'Study',
  'formFiles.protocol': 'Protocol',
  'formFiles.definition': 'Version of the forms',
  'formFiles.data': 'Data',
  'formFiles.asTheyWere': 'as they were, not of a snapshot',
  'formFiles.asOf': 'Data as of (UTC)',
  'formFiles.entry': 'Last entry of the audit trail',
  'formFiles.hash': 'Hash of the snapshot (SHA-256)',
  'formFiles.cutoff': 'Clinical cut-off',
  'formFiles.noCutoff': 'none',
  'formFiles.subjects': 'Subjects',
  'formFiles.rows': 'Rows of forms',
  'formFiles.profile': 'Profile',
  'formFiles.program': 'Program',
  'formFiles.terms': 'Terminologies',
  'formFiles.dictionaries': 'Dictionaries',
  'formFiles.noDictionary': 'none loaded',
  'formFiles.zones': 'Time zones of the sites',
  'formFiles.times':
    'Clinical dates and times are those of the site, as entered; parts that are not known are left off. The time above is UTC.',
  'formFiles.values':
    'Every value is the text as entered: leading zeros, decimals and signs such as < stay. An empty value may have a reason beside it, in the column that ends in _REASND.',
  'formFiles.codes':
    'The column that ends in _DECODE says what the code before it means. All codes stand in the list of code lists, all questions with label and unit in the list of items.',
  'formFiles.links':
    'RECORD is the record of the data capture system. The audit trail names each change of it.',
} as const
