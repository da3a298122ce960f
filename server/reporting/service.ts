export { figurePdf } from './figure-pdf.ts'
export { figurePng } from './figure-png.ts'
export { reportHtml } from './report-html.ts'
export { reportPdf } from './report-pdf.ts'
