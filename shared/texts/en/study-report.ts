/** The study report: on screen, in HTML and in PDF. */
export const studyReport = {
  'studyReport.title': 'Study report',
  'studyReport.subtitle': 'Tables, figures and listings',
  'studyReport.table': 'Table {{number}}',
  'studyReport.figure': 'Figure {{number}}',
  'studyReport.listing': 'Listing {{number}}',
  'studyReport.population': '{{label}} ({{code}}), n = {{n}}',
  'studyReport.screened': '{{label}}, n = {{n}}',
  'studyReport.cutoff': 'Data cut-off {{date}}',
  'studyReport.criteria': 'Criteria: {{criteria}}',
  'studyReport.byInvestigator': 'responses of the investigator',
  'studyReport.byDerivation': 'derived responses',
  'studyReport.basis': 'Source: {{basis}}',
  'studyReport.contents': 'Contents',
  'studyReport.page': 'Page {{page}} of {{pages}}',
  'studyReport.study': 'Study',
  'studyReport.protocol': 'Protocol definition',
  'studyReport.cutoffName': 'Data cut-off',
  'studyReport.source': 'Source of the responses',
  'studyReport.describedName': 'Population described and listed',
  'studyReport.state': 'State of the data',
  'studyReport.stateLive': 'as they were at {{at}}',
  'studyReport.stateSnapshot': 'snapshot {{name}}: entry {{seq}} of the audit trail, {{at}}',
  'studyReport.hash': 'Hash of the data',
  'studyReport.program': 'Made by',
  'studyReport.deidentified':
    'De-identified copy: codes stand for subjects and sites, and dates are moved.',
  'studyReport.note':
    'Numbers are those of the endpoints and safety pages. They are rounded only where they are shown; the CSV files hold them unrounded.',
  'studyReport.described': 'Describe and list',
  'studyReport.describedNote':
    'Demographics, deviations and listings show this population. Endpoints keep the population of the protocol, adverse events the safety set.',
  'studyReport.ENR': 'Enrolled',
  'studyReport.SAF': 'Safety set',
  'studyReport.EVAL': 'Evaluable',
  'studyReport.download': 'Download',
  'studyReport.figureAs': '{{kind}} of the figure: {{title}}',
  'studyReport.downloadHtml': 'HTML',
  'studyReport.downloadPdf': 'PDF',
  'studyReport.downloadCsv': 'Numbers (CSV)',
  'studyReport.downloading': 'Preparing {{name}} …',
  'studyReport.onlyFirst':
    'Shown here: the first {{shown}} of {{rows}} {{rows, row|rows}}. HTML and PDF hold all of them.',
  'studyReport.noSubjects':
    'No subject has consented up to the cut-off at the sites that you may see. The tables are empty.',
  'studyReport.downloadsRecorded':
    'Each download is recorded in the audit trail, with the hash of the file.',
} as const
