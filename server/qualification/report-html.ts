import { escaped } from '../../shared/kernel/escaped.ts'
import type { Bilingual, Language } from '../../shared/kernel/bilingual.ts'
import { filled } from '../../shared/texts/fill.ts'
import { REPORT_STYLE } from '../reporting/service.ts'
import type { Line, LineState, Part } from './define.ts'
import { OUTCOMES, type CheckedPart, type Outcome, type QualificationReport } from './run-checks.ts'

const PARTS: readonly { readonly part: Part; readonly title: Bilingual }[] = [
  {
    part: 'installation',
    title: { en: 'Installation (IQ)', zh: '安装确认（IQ）' },
  },
  { part: 'operation', title: { en: 'Operation (OQ)', zh: '运行确认（OQ）' } },
  { part: 'performance', title: { en: 'Performance (PQ)', zh: '性能确认（PQ）' } },
]

const OUTCOME_WORDS: Readonly<Record<Outcome, Bilingual>> = {
  passed: { en: '✓ passed', zh: '✓ 通过' },
  missed: { en: '△ passed, aim missed', zh: '△ 通过，未达目标' },
  failed: { en: '✗ failed', zh: '✗ 未通过' },
  'not-applicable': { en: '– not applicable', zh: '– 不适用' },
}

const STATE_WORDS: Readonly<Record<LineState, Bilingual>> = {
  fact: { en: '', zh: '' },
  right: { en: '✓', zh: '✓' },
  below: { en: '△ aim missed', zh: '△ 未达目标' },
  wrong: { en: '✗ not as required', zh: '✗ 不符合要求' },
}

const WORDS = {
  title: { en: 'Qualification report', zh: '确认报告' },
  subtitle: {
    en: 'Installation, operation and performance of Hepatrial on this machine',
    zh: 'Hepatrial 在本机的安装、运行与性能确认',
  },
  result: { en: 'Result: ', zh: '结果：' },
  missed: {
    en: '{{count}} {{count, check misses|checks miss}} an aim of speed',
    zh: '{{count}} 项未达速度目标',
  },
  unapplied: {
    en: '{{count}} {{count, check does|checks do}} not apply',
    zh: '{{count}} 项不适用',
  },
  dataFolder: { en: 'Data folder', zh: '数据文件夹' },
  asNew: { en: ' (before the first start)', zh: '（首次启动前）' },
  sizes: { en: 'Sizes', zh: '规模' },
  sizesText: {
    en: '{{subjects}} made-up {{subjects, subject|subjects}} in each study, {{analysed}} analysed, saves for {{seconds}} s',
    zh: '每项研究 {{subjects}} 名虚构受试者，分析 {{analysed}} 名，保存计时 {{seconds}} s',
  },
  aims: { en: 'A missed aim of speed', zh: '未达速度目标' },
  strict: { en: 'is a failure (--strict)', zh: '视为未通过（--strict）' },
  lenient: { en: 'is told', zh: '仅予说明' },
  version: { en: 'Version', zh: '版本' },
  machine: { en: 'Machine', zh: '机器' },
  engine: { en: 'Database engine', zh: '数据库引擎' },
  started: { en: 'Started', zh: '开始时间' },
  finished: { en: 'Finished', zh: '结束时间' },
  hash: { en: 'SHA-256 of the results', zh: '结果文件的 SHA-256' },
  about: {
    en: 'Checks of operation and performance were made on a database of the same engine that was made for them and is removed; no row of the database of the installation was written. An aim of the product is no limit of it: judge a figure by what the site needs.',
    zh: '运行与性能检查在为此建立的同引擎数据库上进行，随后删除；未写入安装数据库的任何数据行。产品目标并非限值：请按本中心的需要判断数值。',
  },
  summary: { en: 'Summary', zh: '汇总' },
  part: { en: 'Part', zh: '部分' },
  found: { en: 'Found', zh: '实际' },
  expected: { en: 'Required, or aim', zh: '要求或目标' },
  item: { en: 'What', zh: '项目' },
  outcome: { en: 'Judgement', zh: '判定' },
  took: { en: ' (took {{seconds}} s)', zh: '（用时 {{seconds}} s）' },
  signatures: { en: 'Signatures', zh: '签字' },
  performed: { en: 'Performed by', zh: '执行人' },
  reviewed: { en: 'Reviewed by', zh: '审核人' },
  approved: { en: 'Approved by', zh: '批准人' },
  name: { en: 'Name', zh: '姓名' },
  signature: { en: 'Signature', zh: '签名' },
  date: { en: 'Date', zh: '日期' },
} as const satisfies Readonly<Record<string, Bilingual>>

const STYLE = `
.outcome { font-size: 13px; font-weight: 400; margin-left: 10px; color: #1a1a1a; white-space: nowrap; }
.outcome.failed, tr.wrong td { color: #a1260d; font-weight: 600; }
.outcome.missed, tr.below td { color: #8a5a00; }
.overall { font-size: 17px; font-weight: 600; }
article { margin: 18px 0 24px; break-inside: avoid; }
table.lines { table-layout: fixed; }
table.lines td { overflow-wrap: anywhere; }
table.sign { table-layout: fixed; }
table.sign tbody th { min-width: 0; }
table.sign td { height: 44px; border-bottom: 1px solid #8a9098; }
@page { size: A4 portrait; margin: 16mm; }
@media print { section { break-before: auto; } article + article { break-before: auto; } }
`

/** The report as one HTML file that needs nothing else. `sha256` is that of its JSON. @source VA-05 */
export function qualificationHtml(
  report: QualificationReport,
  sha256: string,
  language: Language,
): string {
  const title = `${WORDS.title[language]}: Hepatrial ${report.programVersion}`
  return [
    `<!doctype html>\n<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>\n<style>${REPORT_STYLE}${STYLE}</style>\n</head>\n<body>`,
    front(report, sha256, language),
    '<main>',
    summary(report, language),
    ...PARTS.map((of) => section(of, report, language)),
    signatures(language),
    '</main>\n</body>\n</html>\n',
  ].join('\n')
}

function front(report: QualificationReport, sha256: string, language: Language): string {
  const engine = report.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const lines: readonly (readonly [Bilingual, string])[] = [
    [WORDS.version, `Hepatrial ${report.programVersion}`],
    [WORDS.machine, report.machine],
    [WORDS.dataFolder, report.dataDir + (report.isNew ? WORDS.asNew[language] : '')],
    [WORDS.engine, engine],
    [WORDS.sizes, filled(language, WORDS.sizesText[language], { ...report.sizes })],
    [WORDS.aims, (report.isStrict ? WORDS.strict : WORDS.lenient)[language]],
    [WORDS.started, timeText(report.startedAt)],
    [WORDS.finished, timeText(report.finishedAt)],
    [WORDS.hash, sha256],
  ]
  const shown = lines.map(
    ([name, text]) => `<dt>${escaped(name[language])}</dt><dd>${escaped(text)}</dd>`,
  )
  return [
    '<header>',
    `<h1>${escaped(WORDS.title[language])}</h1>`,
    `<p class="subtitle">${escaped(WORDS.subtitle[language])}</p>`,
    `<p class="overall">${escaped(WORDS.result[language] + overallText(report, language))}</p>`,
    `<dl>${shown.join('')}</dl>`,
    `<p class="note">${escaped(WORDS.about[language])}</p>`,
    '</header>',
  ].join('\n')
}

/** The result, with what a reader would else take for shown. */
function overallText({ outcome, checks }: QualificationReport, language: Language): string {
  const countOf = (of: Outcome): number => checks.filter((check) => check.outcome === of).length
  const beside = [
    { words: WORDS.missed, count: countOf('missed') },
    { words: WORDS.unapplied, count: countOf('not-applicable') },
  ]
  const told = beside
    .filter(({ count }) => count > 0)
    .map(({ words, count }) => filled(language, words[language], { count }))
  return [OUTCOME_WORDS[outcome][language], ...told].join(language === 'zh' ? '；' : '; ')
}

function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`
}

function summary({ checks }: QualificationReport, language: Language): string {
  const heads = OUTCOMES.map(
    (outcome) => `<th scope="col" class="end">${escaped(OUTCOME_WORDS[outcome][language])}</th>`,
  )
  const rows = PARTS.map(({ part, title }) => {
    const counts = OUTCOMES.map((outcome) => {
      const count = checks.filter((of) => of.part === part && of.outcome === outcome).length
      return `<td class="end">${count}</td>`
    })
    return `<tr><th scope="row">${escaped(title[language])}</th>${counts.join('')}</tr>`
  })
  return `<section>\n<h2>${escaped(WORDS.summary[language])}</h2>\n<table><thead><tr><th scope="col">${escaped(WORDS.part[language])}</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>\n</section>`
}

function section(
  { part, title }: (typeof PARTS)[number],
  { checks }: QualificationReport,
  language: Language,
): string {
  const own = checks.filter((check) => check.part === part)
  const shown = own.map((check, at) => checkHtml(check, at + 1, language))
  return `<section>\n<h2>${escaped(title[language])}</h2>\n${shown.join('\n')}\n</section>`
}

const SHORT: Readonly<Record<Part, string>> = {
  installation: 'IQ',
  operation: 'OQ',
  performance: 'PQ',
}

function checkHtml(check: CheckedPart, number: number, language: Language): string {
  const { part, title, about, outcome, seconds, lines, notApplicable } = check
  const took = filled(language, WORDS.took[language], { seconds: seconds.toFixed(1) })
  const body =
    notApplicable === null
      ? linesHtml(lines, language)
      : `<p class="empty">${escaped(notApplicable[language])}</p>`
  return [
    '<article>',
    `<h3><span>${SHORT[part]}-${number}</span> ${escaped(title[language])}<span class="outcome ${outcome}">${escaped(OUTCOME_WORDS[outcome][language])}</span></h3>`,
    `<p class="about">${escaped(about[language] + took)}</p>`,
    body,
    '</article>',
  ].join('\n')
}

function linesHtml(lines: readonly Line[], language: Language): string {
  const heads = [WORDS.item, WORDS.found, WORDS.expected, WORDS.outcome].map(
    (head) => `<th scope="col">${escaped(head[language])}</th>`,
  )
  const rows = lines.map(({ label, found, expected, state }) => {
    const cells = [found[language], expected?.[language] ?? '', STATE_WORDS[state][language]]
    return `<tr class="${state}"><th scope="row">${escaped(label[language])}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  })
  return `<table class="lines"><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function signatures(language: Language): string {
  const heads = [WORDS.name, WORDS.signature, WORDS.date].map(
    (head) => `<th scope="col">${escaped(head[language])}</th>`,
  )
  const rows = [WORDS.performed, WORDS.reviewed, WORDS.approved].map(
    (who) => `<tr><th scope="row">${escaped(who[language])}</th><td></td><td></td><td></td></tr>`,
  )
  return `<section>\n<h2>${escaped(WORDS.signatures[language])}</h2>\n<table class="sign"><thead><tr><th></th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>\n</section>`
}
