import { parseTableText } from '../forms/table-text.ts'
import { parseDay, toIsoDate } from '../kernel/dates.ts'
import { plainText } from './plain-text.ts'
import { joined, readCells, readLine, type ReadLine, type ReadResult } from './read-line.ts'

/** Limits of a print-out; what lies beyond is not read, and the answer says so. */
export const MOST_CHARACTERS = 200_000
const MOST_LINES = 2000
const LONGEST_LINE = 400

export interface PrintLine extends ReadResult {
  /** Counted from 1, in the text as it was pasted; lines of two columns bear one number. */
  readonly line: number
  readonly source: string
}

/** A line of a print-out as it was pasted. */
export interface SourceLine {
  readonly line: number
  readonly source: string
}

/** A print-out as it was read: results, the lines that hold none, and the date of the sample. */
export interface Printout {
  readonly lines: readonly PrintLine[]
  /** Lines that name a test of the form whose result could not be read for certain. */
  readonly unread: readonly SourceLine[]
  /** Other lines with words or numbers that no result was found in. */
  readonly passed: readonly SourceLine[]
  /** Day of the sample as printed, ISO 8601; null: not printed, or more than one. */
  readonly sampled: string | null
  /** The text was longer than is read. */
  readonly cut: boolean
}

/**
 * Reads a pasted print-out or table in Chinese or English: columns by their heads where it has them,
 * else each line by what its words are. Never throws, whatever the text.
 */
export function readPrintout(text: string): Printout {
  const taken = text.slice(0, MOST_CHARACTERS)
  const table = parseTableText(taken)
  const rows = table
    .slice(0, MOST_LINES)
    .map((cells) => cells.map((cell) => cell.slice(0, LONGEST_LINE)))
  const lines: PrintLine[] = []
  const passed: SourceLine[] = []
  const unread: SourceLine[] = []
  let columns: readonly Columns[] = []
  for (const [at, cells] of rows.entries()) {
    const source = cells.join('  ').trim().slice(0, LONGEST_LINE)
    const heads = headsIn(cells)
    if (heads.length > 0) columns = heads
    if (heads.length > 0 || source === '') continue
    const read = isAboutPerson(source) ? joined([]) : readRow(cells, columns)
    for (const one of read.results) lines.push({ ...one, line: at + 1, source })
    if (read.unread) unread.push({ line: at + 1, source })
    else if (read.results.length === 0) passed.push({ line: at + 1, source })
  }
  const cut = text.length > MOST_CHARACTERS || table.length > MOST_LINES
  return { lines, unread, passed, sampled: sampleDay(taken), cut }
}

function readRow(cells: readonly string[], columns: readonly Columns[]): ReadLine {
  if (columns.length === 0 || cells.length === 1) return readLine(spaced(cells))
  const byColumn = columns.map((heads) => {
    const cell = (head: Head): string => cells[heads.get(head) ?? -1] ?? ''
    const name = [cell('name').trim(), cell('code').trim()].filter((part) => part !== '')
    return readCells({
      name: name.length === 2 ? `${name[0] ?? ''} (${name[1] ?? ''})` : (name[0] ?? ''),
      result: cell('result'),
      unit: cell('unit'),
      range: cell('range'),
      low: cell('low'),
      high: cell('high'),
      flag: cell('flag'),
    })
  })
  return joined(byColumn)
}

/** Cells side by side; commas between the parts of a line separate as blanks do. */
function spaced(cells: readonly string[]): string {
  const line = cells.join('  ')
  const parts = line.split(/[,，;；|]/)
  return cells.length === 1 && parts.length >= 3 ? parts.join('  ') : line
}

type Head = 'name' | 'code' | 'result' | 'unit' | 'range' | 'low' | 'high' | 'flag'
type Columns = ReadonlyMap<Head, number>

const HEADS: readonly (readonly [Head, readonly string[]])[] = [
  [
    'name',
    [
      '项目',
      '检验项目',
      '检查项目',
      '项目名称',
      '检验项目名称',
      '名称',
      '中文名称',
      '检测项目',
      'test',
      'testname',
      'analyte',
      'investigation',
      'component',
      'item',
      'parameter',
    ],
  ],
  [
    'code',
    [
      '缩写',
      '代码',
      '代号',
      '英文',
      '英文名',
      '英文名称',
      '英文缩写',
      '简称',
      '项目代码',
      'code',
      'abbreviation',
      'abbr',
      'lbtestcd',
    ],
  ],
  [
    'result',
    [
      '结果',
      '检验结果',
      '检测结果',
      '测定结果',
      '测定值',
      '结果值',
      'result',
      'results',
      'value',
      'lborres',
    ],
  ],
  ['unit', ['单位', '计量单位', 'unit', 'units', 'lborresu']],
  [
    'range',
    [
      '参考范围',
      '参考区间',
      '生物参考区间',
      '参考值',
      '参考值范围',
      '正常值',
      '正常范围',
      '正常参考值',
      'reference',
      'referencerange',
      'referenceinterval',
      'refrange',
      'refinterval',
      'normalrange',
      'range',
    ],
  ],
  ['low', ['下限', '参考下限', '正常值下限', 'lower', 'lowerlimit', 'lowlimit', 'lln', 'lbornrlo']],
  [
    'high',
    ['上限', '参考上限', '正常值上限', 'upper', 'upperlimit', 'highlimit', 'uln', 'lbornrhi'],
  ],
  [
    'flag',
    [
      '提示',
      '标志',
      '标识',
      '异常',
      '异常提示',
      '状态',
      '高低',
      'flag',
      'flags',
      'abnormal',
      'abn',
      'status',
    ],
  ],
]
const HEAD_OF = new Map(
  HEADS.flatMap(([head, words]) => words.map((word) => [word, head] as const)),
)

/** The columns that a line of heads names; two sets where the print-out stands in two columns. */
function headsIn(cells: readonly string[]): readonly Columns[] {
  const sets: Map<Head, number>[] = []
  for (const [at, cell] of cells.entries()) {
    const word = plainText(cell)
      .toLowerCase()
      .replace(/[\s.:*()/_-]/g, '')
    const head = HEAD_OF.get(word)
    if (head === undefined) continue
    if (sets.length === 0 || sets.at(-1)?.has(head) === true) sets.push(new Map())
    sets.at(-1)?.set(head, at)
  }
  return sets.filter((set) => set.has('result') && (set.has('name') || set.has('code')))
}

/** Lines about the person and the sample, which hold numbers that are no results. */
function isAboutPerson(line: string): boolean {
  return /姓\s*名|性\s*别|年\s*龄|病历号|住院号|门诊号|床\s*号|科\s*室|条码|样本号|标本号|电话|\b(?:patient|name|sex|gender|age|mrn|ward|bed|dob|specimen|page)\b\s*(?:id|no\.?|number)?\s*[:：]/i.test(
    line,
  )
}

const SAMPLED = /(?:采样|采集|抽血|采血|collect(?:ed|ion)?|sampled?|sampling|drawn)[^\d\n]{0,30}/i
const DAY = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/

function sampleDay(text: string): string | null {
  const lines = text.split(/\r?\n|\r/).slice(0, MOST_LINES)
  const days = new Set(lines.map((line) => dayAfterLabel(plainText(line.slice(0, LONGEST_LINE)))))
  days.delete(null)
  const [first = null] = days
  return days.size === 1 ? first : null
}

function dayAfterLabel(line: string): string | null {
  const label = SAMPLED.exec(line)
  const date = label === null ? null : DAY.exec(line.slice(label.index + label[0].length))
  if (date?.index !== 0) return null
  const [, year = '', month = '', dayOfMonth = ''] = date
  const day = parseDay(`${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`)
  return day === null ? null : toIsoDate(day)
}
