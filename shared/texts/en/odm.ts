/** Texts of ODM files, and of definitions read from them. */
export const odm = {
  'odm.legalReason':
    'The electronic signature of this person is meant to be the legally binding equivalent of the handwritten one.',
  'odm.file.notXml':
    'Line {{line}}, column {{column}}: the file is not well-formed XML from here on. Export it once more from the other system.',
  'odm.file.doctype':
    'Line {{line}}: the file has a document type declaration. Such files are not read, because they can make a reader open other files. Remove the line that begins with <!DOCTYPE.',
  'odm.file.tooLarge':
    'The file is too large or nested too deep (line {{line}}). Export the metadata alone, without clinical data: at most 20 million characters.',
  'odm.file.notOdm': 'The file is XML, but no ODM file: its first element is not ODM.',
  'odm.file.notOdm1':
    'The file is of another version than ODM 1.3. Export it as ODM 1.3 from the other system.',
  'odm.file.noStudy':
    'The file holds no definition of a study (no MetaDataVersion). Export the metadata from the other system.',
  'odm.report.kind.lost': 'Not taken over',
  'odm.report.kind.changed': 'Taken over differently',
  'odm.report.kind.note': 'To be looked at',
  'odm.report.frame':
    'There is no analysis in an ODM file: response criteria, endpoints, cohorts, eligibility and the planned number of subjects have to be added to the definition.',
  'odm.report.versions':
    'The file holds {{count}} {{count, version|versions}} of the definition. The last one was read.',
  'odm.report.foreign':
    '{{count}} {{count, element|elements}} <{{name}}> of another vocabulary: extensions of the other system are not read. Ask the same by an item or a check if it is needed.',
  'odm.report.noPlace':
    '{{count}} {{count, element|elements}} <{{name}}>: there is nothing of the kind here.',
  'odm.report.eventMissing': 'The visit {{event}} is named, but not defined in the file.',
  'odm.report.visitDay':
    'ODM does not say when a visit is due. It stands on day {{day}}, to keep the order: enter its day and window.',
  'odm.report.visitDayRead':
    'Day {{day}} was read from the name of the visit: check it, and enter the window.',
  'odm.report.eventRepeats':
    'The visit repeats, and ODM does not say how often. It is planned once: enter the interval.',
  'odm.report.groupMissing': 'The group {{group}} is named, but not defined in the file.',
  'odm.report.nestedGroup':
    'The group {{group}} lies inside another one: its items stand among those of the outer group.',
  'odm.report.groupIsForm':
    'A form here has one table of rows: this further repeating group is the form {{form}}.',
  'odm.report.itemMissing': 'The item {{item}} is named, but not defined in the file.',
  'odm.report.formEmpty': 'The form asks nothing and was left out.',
  'odm.report.repeatsAtVisit':
    'The form can be filled several times at a visit: here it is a log whose rows name their visit.',
  'odm.report.oneLanguage':
    '{{count}} {{count, question|questions}} in one language alone: that text stands for both. Translate before the study is opened.',
  'odm.report.typeAsText': 'Answers of the type {{type}} are asked as free text.',
  'odm.report.textIsDate':
    'Kept as text in the other system, asked as a date here; it may be partial. Existing data need the form 2024-05-31.',
  'odm.report.listMissing':
    'The list {{list}} is named, but not defined in the file: the item is asked as it would be without a list.',
  'odm.report.listOutside':
    'The answers are in a list outside the file ({{dictionary}}): the item is asked as free text. Terms can be coded after entry.',
  'odm.report.codeTwice': 'The code {{code}} stands twice in the list: the first one was kept.',
  'odm.report.codeUnusable': 'A code is empty or longer than 200 characters: “{{code}}”.',
  'odm.report.moreUnits':
    'The answer may be in several units. Kept: {{kept}}; not kept: {{others}}. Add an item that asks for the unit if it may differ.',
  'odm.report.checkUnknown':
    'The range check {{comparator}} {{value}} has no counterpart at an item. Write it as a check of the form.',
  'odm.report.hardCheck':
    'The check at {{value}} refused entry in the other system. Here it warns: true data can always be saved.',
  'odm.report.openBound':
    'The bound {{value}} was excluded in the other system and is included here.',
  'odm.report.rangeReversed':
    'The lowest value {{min}} is above the highest {{max}}: the range was left out.',
  'odm.report.externalQuestion':
    'The question refers to a library outside the file: the reference was left out.',
  'odm.report.condition':
    'The condition {{condition}} is more than one comparison with texts: the question is always asked. Write the condition into the definition.',
  'odm.report.method':
    'The rule {{method}} that computes the value cannot be read: the value is typed in.',
  'odm.import.choose': 'Definition from a file (optional)',
  'odm.import.chooseHelp':
    'A definition as JSON, or the ODM 1.3 export of another system (.xml). What an ODM file adds stands on top of the protocol chosen above. Nothing is created before you have seen what it gives.',
  'odm.import.base': 'Without a protocol above, an ODM file gives forms and visits alone.',
  'odm.import.reading': 'Reading the file …',
  'odm.import.gives':
    'With the file the definition has {{forms}} {{forms, form|forms}} and {{visits}} planned {{visits, visit|visits}}.',
  'odm.import.report': 'What did not come over as it stands in the file',
  'odm.import.all': 'Everything in the file has its counterpart here.',
  'odm.import.kind': 'Outcome',
  'odm.import.place': 'Where in the file',
  'odm.import.line': 'Line',
  'odm.import.what': 'What, and what to do',
  'odm.import.faults':
    'No study can be opened on it yet: {{count}} {{count, fault|faults}}. Save the definition, mend it, and choose it again.',
  'odm.import.save': 'Save the definition (JSON)',
  'odm.import.seen': 'I have read the report, and the definition is to be used as it is',
  'odm.import.seenMissing': 'Read the report and confirm.',
} as const
