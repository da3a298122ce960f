import { SaxesParser } from 'saxes'
import { OWN_CONTEXT } from '../../shared/exports/odm/places.ts'

/** An element of a file's study, without the prefix of its name. */
export interface OdmElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly OdmElement[]
  readonly text: string
  readonly line: number
}

export interface OdmFile {
  readonly root: OdmElement
  /** How many elements of each foreign vocabulary were passed over, by the name as written. */
  readonly foreign: ReadonlyMap<string, number>
}

/** Why a file is not read at all. */
export type UnreadableKey =
  | 'odm.file.notXml'
  | 'odm.file.doctype'
  | 'odm.file.tooLarge'
  | 'odm.file.notOdm'
  | 'odm.file.notOdm1'
  | 'odm.file.noStudy'

export class UnreadableOdmError extends Error {
  override readonly name = 'UnreadableOdmError'
  readonly key: UnreadableKey
  readonly line: number
  readonly column: number
  constructor(key: UnreadableKey, at: { readonly line: number; readonly column: number }) {
    super(key)
    this.key = key
    this.line = at.line
    this.column = at.column
  }
}

/** Characters of a file that is read. */
export const MAX_ODM_LENGTH = 20_000_000
const MAX_DEPTH = 60
const MAX_ELEMENTS = 400_000

const ODM_NAMESPACE = 'http://www.cdisc.org/ns/odm/'
/** Parts of a file that say nothing of a definition: they can be large and are not kept. */
const SKIPPED = new Set(['ClinicalData', 'ReferenceData', 'AdminData', 'Association'])

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: OdmElement[]
  text: string
  readonly line: number
}

/**
 * Reads the study of an ODM 1.3 file: with or without prefixes, with other vocabularies passed over.
 * A document type is refused unread, so that no entity of the file's own is ever expanded.
 */
export function readOdm(text: string): OdmFile {
  if (text.length > MAX_ODM_LENGTH) {
    throw new UnreadableOdmError('odm.file.tooLarge', { line: 1, column: 1 })
  }
  const reader = new Reader()
  reader.read(text.replace(/^\uFEFF/, ''))
  return reader.finished()
}

class Reader {
  private readonly parser = new SaxesParser({ xmlns: true })
  private readonly open: Open[] = []
  private readonly foreign = new Map<string, number>()
  private root: OdmElement | null = null
  /** Depth inside something that is passed over; 0 outside. */
  private skipping = 0
  private count = 0

  read(text: string): void {
    const { parser } = this
    parser.on('error', () => {
      throw this.fault('odm.file.notXml')
    })
    parser.on('doctype', () => {
      throw this.fault('odm.file.doctype')
    })
    parser.on('opentag', (tag) => {
      this.start(tag)
    })
    parser.on('closetag', () => {
      this.end()
    })
    for (const event of ['text', 'cdata'] as const) {
      parser.on(event, (piece) => {
        const last = this.open.at(-1)
        if (last !== undefined && this.skipping === 0) last.text += piece
      })
    }
    parser.write(text).close()
  }

  finished(): OdmFile {
    if (this.root?.name !== 'ODM') throw new UnreadableOdmError('odm.file.notOdm', START)
    const version = this.root.attributes['ODMVersion'] ?? '1.3'
    if (!version.startsWith('1.')) throw new UnreadableOdmError('odm.file.notOdm1', START)
    return { root: this.root, foreign: this.foreign }
  }

  private fault(key: UnreadableKey): UnreadableOdmError {
    const { line, column } = this.parser
    return new UnreadableOdmError(key, { line, column: column + 1 })
  }

  private start(tag: Tag): void {
    this.count += 1
    if (this.count > MAX_ELEMENTS || this.open.length > MAX_DEPTH) {
      throw this.fault('odm.file.tooLarge')
    }
    if (this.skipping > 0) {
      this.skipping += 1
      return
    }
    const isOdm = tag.uri === '' || tag.uri.startsWith(ODM_NAMESPACE)
    if (!isOdm) this.foreign.set(tag.name, (this.foreign.get(tag.name) ?? 0) + 1)
    if (!isOdm || SKIPPED.has(tag.local)) {
      this.skipping = 1
      return
    }
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([key, { value }]) => [key, value]),
    )
    const { line } = this.parser
    this.open.push({ name: tag.local, attributes, children: [], text: '', line })
  }

  private end(): void {
    if (this.skipping > 0) {
      this.skipping -= 1
      return
    }
    const done = this.open.pop()
    if (done === undefined) return
    const parent = this.open.at(-1)
    if (parent === undefined) this.root = done
    else parent.children.push(done)
  }
}

const START = { line: 1, column: 1 }

interface Tag {
  readonly name: string
  readonly local: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, { readonly value: string }>>
}

export function childrenOf(of: OdmElement | undefined, name: string): readonly OdmElement[] {
  return of?.children.filter((child) => child.name === name) ?? []
}

export function childOf(of: OdmElement | undefined, name: string): OdmElement | undefined {
  return of?.children.find((child) => child.name === name)
}

/** The names given to an element in a context, whatever the case of the context's letters. */
export function aliasOf(of: OdmElement, context: string): string | undefined {
  const found = childrenOf(of, 'Alias').find(
    ({ attributes }) => attributes['Context']?.toLowerCase() === context.toLowerCase(),
  )
  return found?.attributes['Name']
}

/**
 * What a file of this product keeps of an element where ODM has no place for it; undefined where the
 * element says nothing of the kind, or nothing that can be read.
 */
export function ownPartsOf(of: OdmElement): Readonly<Record<string, unknown>> | undefined {
  const alias = aliasOf(of, OWN_CONTEXT)
  if (alias === undefined) return undefined
  try {
    const parts: unknown = JSON.parse(alias)
    const isObject = typeof parts === 'object' && parts !== null && !Array.isArray(parts)
    return isObject ? (parts as Readonly<Record<string, unknown>>) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
