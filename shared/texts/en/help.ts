/** The help in the product: the user guide of this version, and whom to turn to. */
export const help = {
  'help.title': 'Help',
  'help.ofPage': 'Help on this page',
  'help.contents': 'Contents',
  'help.search': 'Search the help',
  'help.found': '{{count}} {{count, place|places}} found',
  'help.nothing': 'Nothing holds all of these words. Try fewer, or look in the contents.',
  'help.chapterMissing':
    'The help of this version has no such chapter. It may have another name: see the contents.',
  'help.version': 'For Hepatrial {{version}}, the version that is running.',
  'help.releases': 'What is new in this version',
  'help.report': 'Wrong data, a fault, a lost device',
  'help.contact': 'Whom to turn to here',
  'help.noContact':
    'Nobody is named yet. The administrator names a contact under Settings; until then turn to your study’s data manager.',
  'help.keys':
    'Chapters are by job. Words in bold stand on the screen. Inside the product, ? lists the keys.',
  'help.back': 'To the product',
  'settings.contact': 'Whom to turn to: name, telephone, mail',
  'settings.contactRule': 'Stands in the help, also for those who are not signed in.',
} as const
