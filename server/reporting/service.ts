export { reportHtml } from './report-html.ts'
export { reportPdf } from './report-pdf.ts'
