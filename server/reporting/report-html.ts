import { markedTitle, markLine } from '../../shared/environment/test-mark.ts'
import { svgText } from '../../shared/figures/svg-text.ts'
import { escaped } from '../../shared/kernel/escaped.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { plots } from '../../shared/plots/registry.ts'
import type { NumberedPart, Report, ReportTable } from '../../shared/report/define.ts'
import { isEmptyPart } from '../../shared/report/empty-part.ts'
import { partWords } from '../../shared/report/part-words.ts'
import { headLines, headNotes, type ReportOrigin } from '../../shared/report/report-head.ts'
import { shownCell } from '../../shared/report/show-cell.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { REPORT_STYLE } from './report-style.ts'

/** A report as one HTML file that needs nothing else: contents with links, tables, figures as SVG. */
export function* reportHtml(
  report: Report,
  origin: ReportOrigin,
  language: Language,
): Iterable<string> {
  const title = markedTitle(
    origin.mark,
    `${sentence(language, 'studyReport.title')} ${origin.study.key}`,
  )
  yield `<!doctype html>\n<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">\n<head>\n<meta charset="utf-8">\n`
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n`
  yield `<title>${escaped(title)}</title>\n<style>${REPORT_STYLE}</style>\n</head>\n<body>\n`
  if (origin.mark !== null) yield `<p class="mark">${escaped(markLine(origin.mark))}</p>\n`
  yield front(report, origin, language)
  yield contents(report, language)
  yield '<main>\n'
  for (const { key, title: name, parts } of report.sections) {
    const heading = `${key} ${name[language]}`
    yield `<section id="s-${key}">\n<h2>${escaped(heading)}</h2>\n`
    for (const part of parts) yield partHtml(part, report, language)
    yield '</section>\n'
  }
  yield '</main>\n</body>\n</html>\n'
}

function front(report: Report, origin: ReportOrigin, language: Language): string {
  const lines = headLines(report, origin, language).map(
    ({ name, text }) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`,
  )
  const notes = headNotes(origin, language).map((note) => `<p class="note">${escaped(note)}</p>`)
  return [
    '<header>',
    `<h1>${escaped(sentence(language, 'studyReport.title'))}</h1>`,
    `<p class="subtitle">${escaped(sentence(language, 'studyReport.subtitle'))}</p>`,
    `<dl>${lines.join('')}</dl>`,
    ...notes,
    '</header>\n',
  ].join('\n')
}

function contents(report: Report, language: Language): string {
  const sections = report.sections.map(({ key, title, parts }) => {
    const name = `${key} ${title[language]}`
    const links = parts.map((part) => {
      const { number, title: of } = partWords(part, report, language)
      return `<li><a href="#${idOf(part)}"><span>${escaped(number)}</span> ${escaped(of)}</a></li>`
    })
    return `<li><a href="#s-${key}">${escaped(name)}</a><ol>${links.join('')}</ol></li>`
  })
  const title = escaped(sentence(language, 'studyReport.contents'))
  return `<nav aria-label="${title}">\n<h2>${title}</h2>\n<ol>${sections.join('\n')}</ol>\n</nav>\n`
}

function idOf({ kind, number }: NumberedPart): string {
  return `${kind}-${number}`
}

function partHtml(part: NumberedPart, report: Report, language: Language): string {
  const { number, title, about, footnotes, basis } = partWords(part, report, language)
  const notes = footnotes.map((note) => `<li>${escaped(note)}</li>`).join('')
  return [
    `<article id="${idOf(part)}">`,
    `<h3><span>${escaped(number)}</span> ${escaped(title)}</h3>`,
    `<p class="about">${escaped(about)}</p>`,
    content(part, report, language),
    ...(notes === '' ? [] : [`<ul class="notes">${notes}</ul>`]),
    `<p class="basis">${escaped(basis)}</p>`,
    '</article>\n',
  ].join('\n')
}

function content(part: NumberedPart, report: Report, language: Language): string {
  if (isEmptyPart(part)) return `<p class="empty">${escaped(part.empty[language])}</p>`
  if (part.kind === 'figure') {
    const drawing = plots.get(part.plot.kind).draw(part.plot, language)
    return `<figure>${svgText(drawing, part.title[language])}</figure>`
  }
  return tableHtml(part, { language, monthDays: report.monthDays })
}

function tableHtml(
  { kind, columns, rows }: ReportTable,
  shown: { readonly language: Language; readonly monthDays: number },
): string {
  const ends = columns.map(({ align }) => (align === 'end' ? ' class="end"' : ''))
  const heads = columns.map(
    ({ label }, at) => `<th scope="col"${ends[at] ?? ''}>${escaped(label[shown.language])}</th>`,
  )
  const lines = rows.map(({ level, heading, cells }) => {
    const texts = cells.map((cell) => escaped(shownCell(cell, shown)))
    if (kind === 'listing') {
      return `<tr>${texts.map((text, at) => `<td${ends[at] ?? ''}>${text}</td>`).join('')}</tr>`
    }
    const [label = '', ...others] = texts
    const span = heading ? ` colspan="${columns.length}"` : ''
    const first = `<th scope="row" class="level${level}"${span}>${label}</th>`
    const rest = others.map((text, at) => `<td${ends[at + 1] ?? ''}>${text}</td>`)
    return `<tr${heading ? ' class="heading"' : ''}>${first}${rest.join('')}</tr>`
  })
  return `<div class="wide"><table class="${kind}">\n<thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table></div>`
}
