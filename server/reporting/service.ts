export { reportHtml } from './report-html.ts'
export { figurePdf, figurePng, reportPdf } from './load-drawing.ts'
export { REPORT_STYLE } from './report-style.ts'
