import type { FormDefinition } from '../../forms/define.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import {
  oids,
  PRODUCT,
  STANDARD_VERSIONS,
  type AboutPackage,
  type PackagedDataset,
} from '../datasets/about.ts'
import type { DatasetVariable } from '../datasets/define.ts'
import type { Column } from '../datasets/packing.ts'
import { CodeLists } from './code-lists.ts'
import { itemType } from './data-type.ts'
import { originElement } from './origin.ts'
import { valueLevelOf } from './value-level.ts'
import { description, element, escapeXml, textElement } from './xml.ts'

interface DefineWish {
  readonly about: AboutPackage
  readonly datasets: readonly PackagedDataset[]
  readonly forms: readonly FormDefinition[]
  /** What is to be known to read the files; none where nothing is. */
  readonly comment: Bilingual | null
  /** A file beside the definition that belongs to it, with its title. */
  readonly documents: readonly { readonly file: string; readonly title: string }[]
}

const GUIDE = 'STD.IG'
const TERMS = 'STD.CT'
const COMMENT = 'COM.FILES'

/**
 * Define-XML 2.1 of a package: exactly its datasets and variables, with types and lengths as the values
 * have them, the terms used, methods in words, where each value comes from, and for findings,
 * qualifiers and parameters what each test's values are. @source CDISC Define-XML 2.1
 */
export function defineXml(wish: DefineWish): string {
  const { about, datasets, forms, comment, documents } = wish
  const lists = new CodeLists(forms, TERMS)
  const methods = new Methods()
  const levels = new Map(datasets.map((one) => [one.definition.key, valueLevelOf(one, lists)]))
  const parts = datasets.map((dataset) => {
    const level = levels.get(dataset.definition.key)
    return {
      group: itemGroup(dataset, methods),
      items: dataset.columns.map((column) => itemDef(dataset, column, { lists, level })),
    }
  })
  const all = [...levels.values()]
  const version = element(
    'MetaDataVersion',
    {
      OID: oids.version(about),
      Name: `Study ${about.studyKey}, ${about.standard} datasets`,
      Description: aboutText(about),
      'def:DefineVersion': '2.1.0',
      'def:CommentOID': comment === null ? undefined : COMMENT,
    },
    [
      standards(about),
      supplementalDocuments(documents),
      ...all.flatMap(({ lists: valueLists }) => valueLists),
      ...all.flatMap(({ wheres }) => wheres),
      ...parts.map(({ group }) => group),
      ...parts.flatMap(({ items }) => items),
      ...all.flatMap(({ items }) => items),
      ...lists.all(),
      ...methods.all(),
      comment === null ? '' : element('def:CommentDef', { OID: COMMENT }, [description(comment)]),
      ...documents.map(({ file, title }, at) => leaf(`LF.DOC.${at + 1}`, file, title)),
    ],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${odm(about, version)}\n`
}

/** In words, what the package was made of. @source EX-07 */
function aboutText(about: AboutPackage): string {
  const { snapshot } = about
  return [
    `Protocol ${about.protocol}, definition version ${about.definition}`,
    snapshot === null
      ? `data as of ${about.stateAt}`
      : `snapshot "${snapshot.name}" (SHA-256 ${snapshot.hash}), data as of ${about.stateAt}`,
    `data cut-off ${about.cutoff}`,
    'CTCAE 5.0',
    `${PRODUCT} ${about.programVersion}`,
  ].join('; ')
}

function odm(about: AboutPackage, version: string): string {
  return element(
    'ODM',
    {
      xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1',
      ODMVersion: '1.3.2',
      FileType: 'Snapshot',
      FileOID: oids.file(about, 'define'),
      CreationDateTime: about.stateAt,
      AsOfDateTime: about.stateAt,
      Originator: PRODUCT,
      SourceSystem: PRODUCT,
      SourceSystemVersion: about.programVersion,
      'def:Context': 'Other',
    },
    [
      element('Study', { OID: oids.study(about) }, [
        element('GlobalVariables', {}, [
          textElement('StudyName', about.studyKey),
          textElement('StudyDescription', about.title),
          textElement('ProtocolName', about.protocol),
        ]),
        version,
      ]),
    ],
  )
}

function standards({ standard }: AboutPackage): string {
  const { guide, version, terms, termsVersion } = STANDARD_VERSIONS[standard]
  const Status = 'Final'
  return element('def:Standards', {}, [
    element('def:Standard', { OID: GUIDE, Name: guide, Type: 'IG', Version: version, Status }),
    element('def:Standard', {
      OID: TERMS,
      Name: 'CDISC/NCI',
      Type: 'CT',
      PublishingSet: terms,
      Version: termsVersion,
      Status,
    }),
  ])
}

function supplementalDocuments(documents: DefineWish['documents']): string {
  if (documents.length === 0) return ''
  const refs = documents.map((_, at) => element('def:DocumentRef', { leafID: `LF.DOC.${at + 1}` }))
  return element('def:SupplementalDoc', {}, refs)
}

function leaf(ID: string, file: string, title: string): string {
  return element('def:leaf', { ID, 'xlink:href': file }, [textElement('def:title', title)])
}

const PURPOSE = { SDTM: 'Tabulation', ADaM: 'Analysis' } as const
/** Classes under the names that Define-XML lists them by. */
const CLASSES: readonly string[] = [
  'ADAM OTHER',
  'BASIC DATA STRUCTURE',
  'EVENTS',
  'FINDINGS',
  'FINDINGS ABOUT',
  'INTERVENTIONS',
  'OCCURRENCE DATA STRUCTURE',
  'RELATIONSHIP',
  'SPECIAL PURPOSE',
  'STUDY REFERENCE',
  'SUBJECT LEVEL ANALYSIS DATASET',
  'TRIAL DESIGN',
]

function classOf({ class: name, standard }: PackagedDataset['definition']): string {
  const upper = name.toUpperCase().replace('SPECIAL-PURPOSE', 'SPECIAL PURPOSE')
  if (CLASSES.includes(upper)) return upper
  return standard === 'ADaM' ? 'ADAM OTHER' : 'SPECIAL PURPOSE'
}

function itemGroup({ definition, columns, file }: PackagedDataset, methods: Methods): string {
  const { key, label, structure, standard, keys } = definition
  const names = columns.map(({ variable }) => variable.name)
  const isReference = !names.includes('USUBJID')
  const leafId = `LF.${key}`
  return element(
    'ItemGroupDef',
    {
      OID: oids.dataset(key),
      ...(standard === 'SDTM' ? { Domain: domainOf(key) } : {}),
      Name: key,
      Repeating: keys.includes('USUBJID') && keys.length <= 2 ? 'No' : 'Yes',
      IsReferenceData: isReference ? 'Yes' : 'No',
      SASDatasetName: key.slice(0, 8),
      Purpose: PURPOSE[standard],
      'def:Structure': structure,
      'def:StandardOID': GUIDE,
      'def:ArchiveLocationID': leafId,
    },
    [
      description(label),
      ...columns.map((column, at) => itemRef(definition, column, { at, methods })),
      element('def:Class', { Name: classOf(definition) }),
      leaf(leafId, file, file),
    ],
  )
}

/** The domain of supplemental qualifiers is that of their parents. */
function domainOf(key: string): string {
  return key.startsWith('SUPP') ? key.slice(4) : key
}

function itemRef(
  { key, keys }: PackagedDataset['definition'],
  { variable, part }: Column,
  { at, methods }: { readonly at: number; readonly methods: Methods },
): string {
  const place = keys.indexOf(variable.name)
  return element('ItemRef', {
    ItemOID: oids.variable(key, variable.name),
    OrderNumber: at + 1,
    Mandatory: variable.core === 'Req' && part === 0 ? 'Yes' : 'No',
    KeySequence: place < 0 ? undefined : place + 1,
    Role: variable.role === '' ? undefined : variable.role,
    MethodOID: methods.oidFor(key, variable),
  })
}

interface ItemTools {
  readonly lists: CodeLists
  readonly level: ReturnType<typeof valueLevelOf> | undefined
}

function itemDef({ definition }: PackagedDataset, column: Column, tools: ItemTools): string {
  const { variable, profile } = column
  const { key } = definition
  const list = listOf(column, tools)
  const valueList = column.part > 0 ? undefined : tools.level?.byVariable.get(variable.name)
  return element(
    'ItemDef',
    {
      OID: oids.variable(key, variable.name),
      Name: variable.name,
      SASFieldName: variable.name.slice(0, 8),
      ...itemType(variable, profile),
    },
    [
      description(variable.label),
      list === undefined ? '' : element('CodeListRef', { CodeListOID: list }),
      originElement(variable),
      valueList === undefined ? '' : element('def:ValueListRef', { ValueListOID: valueList }),
    ],
  )
}

function listOf(
  { variable, profile, part }: Column,
  { lists, level }: ItemTools,
): string | undefined {
  const { values } = profile
  if (part > 0 || values === null || values.size === 0 || variable.kind !== 'text') return undefined
  const decodes = level?.where === variable.name ? level.decodes : null
  if (variable.codelist === undefined && decodes === null && !hasCodes(variable)) return undefined
  return lists.oidFor(variable, [...values], decodes)
}

/** Flags are terms without a question; free texts of questions are none. */
function hasCodes({ name }: DatasetVariable): boolean {
  return name.endsWith('FL')
}

/** Methods in words, each once. */
class Methods {
  private readonly byText = new Map<string, { readonly oid: string; readonly xml: string }>()

  oidFor(key: string, { name, method }: DatasetVariable): string | undefined {
    if (method === undefined) return undefined
    const known = this.byText.get(method.en)
    if (known !== undefined) return known.oid
    const oid = `MT.${key}.${name}`
    const attributes = { OID: oid, Name: `Method of ${escapeName(key, name)}`, Type: 'Computation' }
    this.byText.set(method.en, {
      oid,
      xml: element('MethodDef', attributes, [description(method)]),
    })
    return oid
  }

  all(): readonly string[] {
    return Array.from(this.byText.values(), ({ xml }) => xml)
  }
}

function escapeName(key: string, name: string): string {
  return escapeXml(`${key}.${name}`)
}
