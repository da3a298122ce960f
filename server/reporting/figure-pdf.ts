import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Drawing } from '../../shared/plots/marks.ts'
import type { ReportOrigin } from '../../shared/report/report-head.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { addFigure, createPdf } from '../pdf/service.ts'
import { drawMarks } from './draw-marks.ts'

interface FigureOnPage {
  /** The figure with everything that it says about itself. */
  readonly sheet: Drawing
  readonly title: string
  readonly language: Language
  readonly origin: ReportOrigin
}

/** A figure on a page of its own, turned where it is wider than high, as large as it fits. */
export function figurePdf({ sheet, title, language, origin }: FigureOnPage): Iterable<Uint8Array> {
  const { study, mark, programVersion, stateAt } = origin
  const pdf = createPdf({
    title,
    mark,
    subject: study.title,
    language: language === 'zh' ? 'zh-CN' : 'en',
    producer: `Hepatrial ${programVersion}`,
    createdAt: stateAt,
    pageOf: (page, pages) => sentence(language, 'studyReport.page', { page, pages }),
  })
  const landscape = sheet.width > sheet.height
  pdf.startPage({
    head: [`${study.key} · ${study.title}`, ''],
    foot: `Hepatrial ${programVersion} · ${stateAt}`,
    landscape,
  })
  const height = Math.min(sheet.height * (pdf.width / sheet.width), pdf.pageRoom - 6)
  addFigure(pdf, {
    height,
    alt: title,
    draw: (_, box) => {
      drawMarks(pdf, sheet, box)
    },
  })
  return pdf.pieces()
}
