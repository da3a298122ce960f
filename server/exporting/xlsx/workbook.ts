import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { escapeXml } from '../../../shared/exports/define-xml/xml.ts'
import { FORBIDDEN, hasForbidden } from '../../../shared/exports/odm/xml.ts'
import { breathing } from '../../breathe.ts'
import { directoryRecord, endRecord, localHeader, type ZipEntry } from '../../packing/service.ts'

/** A sheet of a workbook: texts alone, the first row as its head. */
export interface Sheet {
  /** At most 31 characters, none of []:*?/\ ; unique in the workbook without regard to case. */
  readonly name: string
  /** Widths of the columns in characters. */
  readonly widths: readonly number[]
  readonly rows: Iterable<readonly string[]>
}

/** Rows and columns of a sheet, at most. */
export const MOST_ROWS = 1_048_576
/** Characters of a cell, at most. */
export const MOST_CHARACTERS = 32_767

/**
 * A workbook of Office Open XML. Every cell is a text as it was entered: nothing is a number, a date or a
 * formula, so that no zero, digit or sign is lost and nothing is computed. The same sheets give the same
 * bytes. Sheets are packed while they are made: memory holds one of them as it is packed.
 * @source ECMA-376, parts 1 and 2
 */
export async function* workbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipPieces()
  yield await zip.add('[Content_Types].xml', [contentTypes(sheets)])
  yield await zip.add('_rels/.rels', [rootRelations()])
  yield await zip.add('xl/workbook.xml', [workbookXml(sheets)])
  yield await zip.add('xl/_rels/workbook.xml.rels', [workbookRelations(sheets)])
  yield await zip.add('xl/styles.xml', [STYLES])
  for (const [at, sheet] of sheets.entries()) {
    yield await zip.add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))
  }
  yield zip.end()
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(sheets: readonly Sheet[]): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${TYPES}.${type}+xml"/>`
  const own = sheets.map((_, at) => part(`worksheets/sheet${at + 1}.xml`, 'worksheet'))
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${part('styles.xml', 'styles')}${own.join('')}</Types>`
}

function rootRelations(): string {
  return `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
}

function workbookXml(sheets: readonly Sheet[]): string {
  const own = sheets.map(
    ({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${own.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: readonly Sheet[]): string {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const own = sheets.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`))
  const styles = relation(sheets.length + 1, 'styles', 'styles.xml')
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${own.join('')}${styles}</Relationships>`
}

/** Format 49 is text; the second style is the head's. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`

const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

function* sheetXml({ widths, rows }: Sheet): Generator<string> {
  const columns = widths.map((width, at) => {
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  })
  yield `${HEAD}<worksheet xmlns="${MAIN}">${FROZEN}`
  yield columns.length === 0 ? '<sheetData>' : `<cols>${columns.join('')}</cols><sheetData>`
  let number = 0
  for (const row of rows) {
    number += 1
    yield rowXml(row, number)
  }
  yield '</sheetData></worksheet>'
}

function rowXml(cells: readonly string[], number: number): string {
  const style = number === 1 ? 1 : 0
  const written = cells.map((text, at) =>
    text === ''
      ? ''
      : `<c r="${columnName(at)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(literal(text))}</t></is></c>`,
  )
  return `<row r="${number}">${written.join('')}</row>`
}

/**
 * `_x000D_` in a cell's text would be read as the character of that number, so its `_` is written so too,
 * and so is what XML cannot hold: a spreadsheet program reads it as it was entered.
 * @source ECMA-376, part 1, 22.9.2.19
 */
function literal(text: string): string {
  const safe = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return hasForbidden(safe) ? safe.replace(FORBIDDEN, byNumber) : safe
}

function byNumber(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}

/** A ZIP package as pieces. */
class ZipPieces {
  private readonly entries: ZipEntry[] = []
  private offset = 0

  async add(path: string, pieces: Iterable<string>): Promise<Uint8Array> {
    const { packed, crc, size } = await deflated(pieces)
    const name = Buffer.from(path)
    const entry = { name, crc, packed: packed.length, size, offset: this.offset }
    this.entries.push(entry)
    const bytes = Buffer.concat([localHeader(entry), packed])
    this.offset += bytes.length
    return bytes
  }

  end(): Uint8Array {
    const directory = Buffer.concat(this.entries.map(directoryRecord))
    const { length: files } = this.entries
    const tail = endRecord({ files, size: directory.length, offset: this.offset })
    return Buffer.concat([directory, tail])
  }
}

/** Characters that are packed at a time. */
const AT_A_TIME = 1 << 16

async function deflated(
  pieces: Iterable<string>,
): Promise<{ readonly packed: Buffer; readonly crc: number; readonly size: number }> {
  let crc = 0
  let size = 0
  function* counted(): Generator<Buffer> {
    for (const text of joined(pieces)) {
      const bytes = Buffer.from(text)
      crc = crc32(bytes, crc)
      size += bytes.length
      yield bytes
    }
  }
  const source = Readable.from(breathing(counted()))
  const deflating = source.pipe(createDeflateRaw({ level: 6 }))
  source.on('error', (error) => deflating.destroy(error))
  const chunks: Buffer[] = []
  for await (const chunk of deflating as AsyncIterable<Buffer>) chunks.push(chunk)
  return { packed: Buffer.concat(chunks), crc, size }
}

function* joined(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < AT_A_TIME) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
